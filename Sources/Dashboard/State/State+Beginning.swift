public import Mesh

/// Where a dashboard begins that nobody sits at.
extension State {
  /// Shows a pane, with a node chosen in the graph and in its lists; nil for the one that would be anyway.
  public mutating func begin(at pane: Pane, choosing node: NodeID?) {
    show(.graph)
    if let node { choose(node) }
    show(pane)
  }
}
