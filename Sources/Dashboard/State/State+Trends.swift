import Mesh

extension State {
  /// Tells in the last cell of each namespace's row how it did over the last while, and sorts it by the share of its
  /// requests that failed in it.
  func addTrends(to rows: inout [ListRow]) {
    guard let trends else { return }
    for index in rows.indices {
      guard case .namespace(let id) = rows[index].subject, let last = rows[index].cells.indices.last,
        let points = trends.points(of: .namespace(id.namespace, cluster: id.cluster))
      else { continue }
      let requests = points.reduce(0) { $0 + ($1?.requests ?? 0) }
      let failed = points.reduce(0) { $0 + ($1?.failed ?? 0) }
      rows[index].cells[last] = .trend(
        Spark.line(points, cells: Spark.columnWidth), failedShare: requests > 0 ? failed / requests : nil)
    }
  }
}
