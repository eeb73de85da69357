public import Mesh
import Terminal

/// How nodes are called, as shortly as a mesh allows.
public struct NodeNames: Sendable {
  /// Whether there is more than one namespace, or cluster.
  private let hasNamespaces: Bool
  let hasClusters: Bool
  /// The numbers of nodes whose names are easily taken for another's that came before.
  private let lookAlikes: [NodeID: Int]

  /// The names of no nodes.
  init() { (hasNamespaces, hasClusters, lookAlikes) = (false, false, [:]) }

  /// The names for a mesh's nodes: O(length of the names), so they are made once for a mesh, not for each frame.
  public init(_ snapshot: Snapshot) {
    hasNamespaces = Self.differ(snapshot.nodes, \.namespace)
    hasClusters = Self.differ(snapshot.nodes, \.cluster)
    let numbers = Text.lookAlikeNumbers(snapshot.nodes.map { "\($0.cluster) / \($0.namespace) / \($0.name)" })
    lookAlikes = Dictionary(
      zip(snapshot.nodes, numbers).lazy.filter { $0.1 > 1 }.map { ($0.0.id, $0.1) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func differ(_ nodes: [Node], _ part: KeyPath<Node, String>) -> Bool {
    guard let first = nodes.first?[keyPath: part] else { return false }
    return nodes.contains { $0[keyPath: part] != first }
  }

  /// The name in a box, which stands in its namespace.
  func inBox(_ node: Node) -> String {
    let name = node.gathering == nil ? own(node) : Self.gathered(node)
    return node.marks.isEmpty ? name : "\(name) \(SinkMarks.text(node.marks))"
  }

  private func own(_ node: Node) -> String {
    switch node.kind {
    case .unknown: "unknown"
    case .service: "⟨\(plain(node))⟩"
    default: plain(node)
    }
  }

  /// A node's own name, with a number where it is easily taken for another's: `cart`, `cart#2`.
  func plain(_ node: Node) -> String { lookAlikes[node.id].map { "\(node.name)#\($0)" } ?? node.name }

  /// What stands over the name on a box's border: the namespace, and the cluster where there are several.
  func overBox(_ node: Node) -> String {
    if node.gathering != nil { return groups(node, .auto).joined(separator: "/") }
    var parts: [String] = []
    if hasClusters { parts.append(node.cluster) }
    if hasNamespaces { parts.append(node.namespace) }
    return node.kind == .unknown && node.namespace == "unknown" ? "" : parts.joined(separator: "/")
  }

  /// The name by which a node is told from all others: `reviews-v1`, `bookinfo/reviews-v1`,
  /// `east/bookinfo/reviews-v1`.
  public func full(_ node: Node) -> String {
    let (scope, name) = (scope(node), node.gathering == nil ? plain(node) : Self.gathered(node))
    return scope.isEmpty ? name : "\(scope)/\(name)"
  }

  /// That name of a node of a mesh; of one that is not in it, what its identity tells.
  func full(_ id: NodeID, in mesh: MeshIndex) -> String { mesh.node(id).map(full) ?? Self.name(id) }

  /// The name by which a node is told from others beside one that is named already: without what both stand in.
  func full(_ id: NodeID, beside other: NodeID, in mesh: MeshIndex) -> String {
    guard let node = mesh.node(id), let beside = mesh.node(other), scope(node) == scope(beside) else {
      return full(id, in: mesh)
    }
    return node.gathering == nil ? plain(node) : full(node)
  }

  /// What a node stands in, where that tells it from others: `bookinfo`, `east/bookinfo`; else empty.
  func scope(_ node: Node) -> String {
    if node.gathering != nil { return groups(node, .auto).joined(separator: "/") }
    var parts: [String] = []
    if hasClusters { parts.append(node.cluster) }
    if hasNamespaces, node.kind != .unknown || node.namespace != "unknown" { parts.append(node.namespace) }
    return parts.joined(separator: "/")
  }

  /// A node's name within a width: its own name is the last to be cut, but for one that several have, which tells nothing
  /// without what it stands in.
  static func fitted(scope: String, own: String, isShared: Bool = false, to width: Int, ellipsis: Character) -> String {
    if scope.isEmpty { return Text.cutMiddle(own, to: width, ellipsis: ellipsis) }
    let name = "\(scope)/\(own)"
    if displayWidth(of: name) <= width { return name }
    var room = width - displayWidth(of: own) - 1
    if isShared { room = max(room, width / 2 - 1) }
    if room < leastScope { return Text.cutMiddle(own, to: width, ellipsis: ellipsis) }
    // Where it must tell names apart, it keeps its end: there those differ that were counted up.
    let start =
      isShared
      ? Text.cutMiddle(scope, to: room, ellipsis: ellipsis) : Text.cut(scope, to: room, ellipsis: ellipsis)
    return "\(start)/\(Text.cutMiddle(own, to: width - displayWidth(of: start) - 1, ellipsis: ellipsis))"
  }

  /// The cells below which a scope tells nothing.
  private static let leastScope = 3

  /// The name of a box that gathers nodes: that of its group, or `+87 services`.
  private static func gathered(_ node: Node) -> String { node.gathering?.isFold ?? false ? "+\(node.name)" : node.name }

  /// The name of a node that is not in the snapshot, as its identity tells it.
  static func name(_ id: NodeID) -> String {
    // What stands for several is called by the last part alone.
    guard let parts = id.parts else { return id.rawValue.split(separator: "/").last.map(String.init) ?? id.rawValue }
    return "\(parts.namespace)/\(parts.name)"
  }

  /// The groups that a node's box stands in, outermost first.
  func groups(_ node: Node, _ grouping: Grouping) -> [String] {
    let cluster = node.gathering?.kind == .cluster ? [] : [node.cluster]
    // An end that is known of nothing stands in no namespace, and the box of a namespace in no frame of its own.
    let isInside = node.gathering?.isFold ?? true
    let namespace = isInside && node.namespace != "unknown" && !node.namespace.isEmpty ? [node.namespace] : []
    switch grouping {
    case .none: return []
    case .cluster: return cluster
    case .auto: return (hasClusters ? cluster : []) + (hasNamespaces ? namespace : [])
    case .namespace, .lane: return (hasClusters ? cluster : []) + namespace
    }
  }
}
