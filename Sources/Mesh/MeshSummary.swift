/// A mesh, or a part of it, in a few figures.
public struct MeshSummary: Sendable, Hashable {
  /// The number of nodes of each kind.
  public private(set) var kinds: [Node.Kind: Int] = [:]
  /// The number of nodes of each health.
  public private(set) var nodes: [Health: Int] = [:]
  /// The number of edges of each health.
  public private(set) var edges: [Health: Int] = [:]
  /// All edges.
  public private(set) var all = Totals()
  /// Edges from what nothing calls, or from outside the chosen namespaces.
  public private(set) var inbound = Totals()
  /// Edges to ends that no proxy knows, or to outside the chosen namespaces.
  public private(set) var outbound = Totals()
  /// HTTP requests; nil where there are none.
  public private(set) var http: Requests?
  /// gRPC requests; nil where there are none.
  public private(set) var grpc: Requests?
  /// Connections open now; nil where that is not known.
  public private(set) var open: Double?
  /// The nodes that do worst, at most three, the worst first.
  public private(set) var worst: [Worst] = []

  /// A node that does badly.
  public struct Worst: Sendable, Hashable {
    /// The node.
    public let node: NodeID
    /// Its health.
    public let health: Health
    /// What is wrong with it.
    public let trouble: NodeTrouble
  }

  /// What came of the requests of one protocol.
  public struct Requests: Sendable, Hashable {
    /// Requests per second.
    public internal(set) var rate = 0.0
    /// Requests per second by the first digit of an HTTP status, `0` and `1` for a gRPC status that is well or not, `-` for no
    /// response.
    public internal(set) var classes: [Character: Double] = [:]

    /// The share of a class, 0 to 100, of those requests whose outcome is known; nil where none is.
    public func percent(_ class: Character) -> Double? {
      let known = classes.values.reduce(0, +)
      return known > 0 ? (classes[`class`] ?? 0) / known * 100 : nil
    }

    fileprivate mutating func add(_ traffic: RequestTraffic, isGRPC: Bool) {
      rate += traffic.rate
      for response in traffic.responses {
        guard let first = response.code.first else { continue }
        let isOfHTTP = !isGRPC || first == "-"
        classes[isOfHTTP ? first : response.isError(isGRPC: true) ? "1" : "0", default: 0] += response.rate
      }
    }
  }

  /// How many nodes are told of as the worst.
  private static let mostWorst = 3

  /// The sums of a mesh, in which what passes a waypoint counts once: O(nodes + edges).
  ///
  /// - Parameter isChosen: whether a namespace is among the chosen ones.
  public init(_ mesh: MeshIndex, isChosen: (String) -> Bool = { _ in true }) {
    let snapshot = mesh.snapshot
    let isInside = snapshot.nodes.map { isChosen($0.namespace) }
    for node in snapshot.nodes {
      kinds[node.kind, default: 0] += 1
      nodes[node.health, default: 0] += 1
    }
    let counting = WaypointCounting(snapshot)
    all = mesh.totals
    for (index, edge) in snapshot.edges.enumerated() {
      edges[edge.health, default: 0] += 1
      let counted = counting.counted(edge)
      let (source, target) = mesh.ends[index]
      if source >= 0, mesh.inbound[source].isEmpty || !isInside[source] { inbound.add(counted) }
      if target >= 0, snapshot.nodes[target].isBeyond || !isInside[target] { outbound.add(counted) }
      Self.add(counted.http, to: &http, isGRPC: false)
      Self.add(counted.grpc, to: &grpc, isGRPC: true)
      if let number = counted.tcp?.open { open = (open ?? 0) + number }
    }
    worst = NodeTrouble.all(in: mesh).prefix(Self.mostWorst).map {
      let node = snapshot.nodes[$0.node]
      return Worst(node: node.id, health: node.health, trouble: $0)
    }
  }

  private static func add(_ traffic: RequestTraffic?, to sum: inout Requests?, isGRPC: Bool) {
    guard let traffic else { return }
    var requests = sum ?? Requests()
    requests.add(traffic, isGRPC: isGRPC)
    sum = requests
  }
}

extension Node {
  /// Whether it stands for what no proxy of the mesh knows.
  fileprivate var isBeyond: Bool { kind == .unknown || kind == .passthrough || kind == .blackhole }
}

extension MeshView {
  /// What the boxes and marks that are shown stand for, node by node; the whole mesh where nothing is left out.
  ///
  /// O(nodes + edges).
  public var shownPart: MeshIndex {
    let marked = Set(sinks.flatMap { [$0.node] + $0.behind })
    let isShown = zip(base.snapshot.nodes, places).map { $0.1 >= 0 || marked.contains($0.0.id) }
    if !isShown.contains(false) { return base }
    var part = base.snapshot
    part.nodes = zip(base.snapshot.nodes, isShown).lazy.filter(\.1).map(\.0)
    part.edges = zip(base.snapshot.edges, base.ends).lazy
      .filter { [$0.1.source, $0.1.target].allSatisfy { $0 >= 0 && isShown[$0] } }.map(\.0)
    return MeshIndex(part)
  }

  /// Whether a part of the mesh alone is shown.
  public var isPart: Bool {
    base.snapshot.nodes.count < mesh.snapshot.nodes.count || base.snapshot.edges.count < mesh.snapshot.edges.count
      || !options.traffic.isAll || options.scope != nil && outcome != .missing
  }
}
