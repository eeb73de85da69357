public import Mesh

/// The table of all edges: their order, and where the user is in it.
public struct EdgeTable: Sendable {
  /// What the rows are sorted by.
  public internal(set) var column = EdgeColumn.requests
  /// Whether the column's usual order is reversed.
  public internal(set) var isReversed = false
  /// The places of the edges in the snapshot, in the order of the table.
  public internal(set) var rows: [Int] = []
  /// The chosen edge.
  public internal(set) var selection: Edge.ID?
  /// The row of the chosen edge.
  public internal(set) var row = 0
  /// The first row on screen.
  public internal(set) var top = 0

  init() {}

  /// Sorts and narrows the rows anew, in O(edges · log edges), and keeps the chosen edge chosen.
  ///
  /// - Parameters:
  ///   - found: what edges are narrowed to: those that are selected, or that have an end which is.
  ///   - hidesHealthy: whether only edges that are degraded or failing are shown.
  mutating func arrange(_ mesh: MeshIndex, found: FindSelection?, hidesHealthy: Bool = false) {
    func isFound(_ id: NodeID) -> Bool { mesh.nodeIndex(id).map { found?.nodes[$0] ?? true } ?? false }
    let edges = mesh.snapshot.edges
    let wanted = edges.indices.filter {
      (!hidesHealthy || edges[$0].health.isTrouble)
        && (found?.edges[$0] ?? true || isFound(edges[$0].source) || isFound(edges[$0].target))
    }
    rows = column.sorted(wanted, of: mesh, isReversed: isReversed)
    if let selection, let place = rows.firstIndex(where: { edges[$0].id == selection }) {
      row = place
    } else {
      row = min(row, max(0, rows.count - 1))
      selection = rows.isEmpty ? nil : edges[rows[row]].id
    }
  }

  /// Chooses a row, and scrolls so that a page of `height` rows shows it.
  mutating func choose(_ row: Int, of mesh: MeshIndex, height: Int) {
    self.row = min(max(0, row), max(0, rows.count - 1))
    selection = rows.indices.contains(self.row) ? mesh.snapshot.edges[rows[self.row]].id : nil
    scroll(height: height)
  }

  /// Scrolls so that a page of `height` rows shows the chosen one, and no row is left empty without need.
  mutating func scroll(height: Int) {
    let height = max(1, height)
    if row < top { top = row }
    if row >= top + height { top = row - height + 1 }
    top = max(0, min(top, rows.count - height))
  }
}
