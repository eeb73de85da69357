/// Which groups of nodes are one box each.
struct GroupChoice {
  /// How far groups are collapsed of which nothing else is said.
  enum Level: Sendable, Hashable {
    case open
    case namespaces
    case clusters
  }

  private(set) var level = Level.open
  private let options: ViewOptions
  private let forced: Set<NodeGroup>

  /// - Parameters:
  ///   - boxes: how many boxes would show if no group were one.
  ///   - nodes: the nodes to show.
  ///   - forced: groups that are one box because they are the middle of a focus.
  ///   - before: the level of a view by the same options, which is kept unless much has changed.
  init(_ options: ViewOptions, boxes: Int, nodes: some Sequence<Node>, forced: Set<NodeGroup>, before: Level?) {
    self.options = options
    self.forced = forced
    switch options.collapse {
    case .none: level = .open
    case .all: level = .namespaces
    case .clusters: level = .clusters
    case .auto:
      guard Self.isTooMany(boxes, isCollapsed: before.map { $0 != .open }) else { return }
      var namespaces: Set<NodeGroup> = []
      var clusters: Set<NodeGroup> = []
      for node in nodes {
        let groups = NodeGroup.groups(of: node)
        if groups.count > 1 { namespaces.insert(groups[0]) }
        clusters.insert(.cluster(node.cluster))
      }
      // A single box would tell nothing.
      guard namespaces.count > 1 else { return }
      let isTooMany = Self.isTooMany(namespaces.count, isCollapsed: before.map { $0 == .clusters })
      level = isTooMany && clusters.count > 1 ? .clusters : .namespaces
    }
  }

  private static func isTooMany(_ boxes: Int, isCollapsed: Bool?) -> Bool {
    switch isCollapsed {
    case true?: boxes > MeshView.mostBoxes * 2 / 3
    case false?: boxes > MeshView.mostBoxes * 3 / 2
    case nil: boxes > MeshView.mostBoxes
    }
  }

  /// The group as whose box a node shows; nil where it has its own.
  func group(of groups: [NodeGroup]) -> NodeGroup? { groups.last(where: isCollapsed) }

  /// Whether a group is one box.
  func isCollapsed(_ group: NodeGroup) -> Bool { options.groups[group] ?? (isWanted(group) || isByLevel(group)) }

  /// Whether a group of a single node is one box as well.
  func isWanted(_ group: NodeGroup) -> Bool {
    if let said = options.groups[group] { return said }
    if forced.contains(group) { return true }
    guard case .namespace(let name, let cluster) = group, !options.collapsedNames.isEmpty else { return false }
    return options.collapsedNames.contains(name) || options.collapsedNames.contains("\(cluster)/\(name)")
  }

  private func isByLevel(_ group: NodeGroup) -> Bool {
    switch group {
    case .namespace: level != .open
    case .cluster: level == .clusters
    }
  }
}
