public import FoundationEssentials

/// What a node of the graph stands for (telemetry.md, rule 9).
public enum GraphType: String, Sendable, Hashable, CaseIterable {
  case workload
  case app
  case versionedApp
  case service
}

/// The mesh at one moment: the value that everything in meshtop reads, writes, draws and compares.
///
/// Its JSON is the public format `meshtop.snapshot/1`.
public struct Snapshot: Sendable, Hashable {
  /// The moment that the figures are of.
  public var time: Date
  /// How far back rates reach.
  public var window: Duration
  /// What a node stands for.
  public var graph: GraphType
  /// Where the figures come from: a server's address without credentials, or a name.
  public var source: String
  /// What a reader should know before trusting the figures, a sentence each.
  public var warnings: [String]
  /// How often proxies are scraped, from the shortest interval to the longest; nil where that is not known. It is of the
  /// source, not of the mesh: the public format does not have it.
  public var scrapeIntervals: ClosedRange<Duration>?
  /// What runs the mesh, where it was asked for.
  public var controlPlane: ControlPlane?
  /// The nodes, in the order of their identities.
  public var nodes: [Node]
  /// The edges, in the order of their ends.
  public var edges: [Edge]

  /// The mesh at one moment.
  public init(
    time: Date, window: Duration, graph: GraphType = .workload, source: String = "", warnings: [String] = [],
    nodes: [Node] = [], edges: [Edge] = []
  ) {
    self.time = time
    self.window = window
    self.graph = graph
    self.source = source
    self.warnings = warnings
    self.nodes = nodes
    self.edges = edges
  }
}

extension Snapshot {
  /// How a warning begins that tells of figures which the source could not give.
  public static let partialMark = "partial response: "

  /// Whether the source knew that its figures were not all there are: one of its stores did not answer, for example.
  public var isPartial: Bool { warnings.contains { $0.hasPrefix(Self.partialMark) } }

  /// The snapshot with the edges alone that have an end in one of some namespaces, and with the nodes at these or in those:
  /// as a source answers that is asked for them.
  ///
  /// - Parameter globs: names in which `*` stands for any part; empty for all.
  public func limited(toNamespaces globs: [String]) -> Snapshot {
    if globs.isEmpty { return self }
    let chosen = Set(nodes.filter { node in globs.contains { Glob.matches($0, node.namespace) } }.map(\.id))
    var rest = self
    rest.edges = edges.filter { chosen.contains($0.source) || chosen.contains($0.target) }
    let ends = Set(rest.edges.flatMap { [$0.source, $0.target] })
    rest.nodes = nodes.filter { chosen.contains($0.id) || ends.contains($0.id) }
    return rest
  }
}
