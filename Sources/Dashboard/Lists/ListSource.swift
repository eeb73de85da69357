import Mesh
import Terminal

/// What a pane lists: its columns, and its rows of a mesh.
struct ListSource: Sendable {
  var columns: [ListColumn]
  /// The column that rows are sorted by at first.
  var firstColumn: Int
  /// The rows of a mesh, narrowed to what is found: O(nodes + edges).
  var rows: @Sendable (MeshIndex, FindSelection?) -> [ListRow]

  /// What a pane lists; nil for one that lists nothing.
  static func of(_ pane: Pane) -> ListSource? {
    switch pane {
    case .graph, .edges: return nil
    case .overview: return namespaces
    case .workloads: return workloads
    case .services: return services
    case .security: return security
    }
  }

  // MARK: Cells

  /// A row of cells, each with what it is sorted by.
  static func row(_ subject: ListRow.Subject, _ cells: [(ListCell, ListKey)]) -> ListRow {
    ListRow(subject: subject, cells: cells.map(\.0), keys: cells.map(\.1))
  }

  static func name(_ text: String, _ role: Role = .text) -> (ListCell, ListKey) {
    (.text(text, role), .text(text.lowercased()))
  }

  static func figure(_ value: Double?, _ format: (Double) -> String, _ role: Role = .text) -> (ListCell, ListKey) {
    value.map { (.text(format($0), role), .number($0)) } ?? (.nothing, .nothing)
  }

  static func errors(_ percent: Double?, _ health: Health) -> (ListCell, ListKey) {
    figure(percent, Figures.percent, (percent ?? 0) > 0 ? (health == .failing ? .failing : .warning) : .dim)
  }

  static func health(_ health: Health) -> (ListCell, ListKey) {
    (.health(health), .number(Double(Health.allCases.firstIndex(of: health) ?? 0)))
  }

  /// The least encrypted first: that is what one looks for.
  static func mtls(_ mtls: MutualTLS) -> (ListCell, ListKey) {
    (.mtls(mtls), mtls.percent.map { .number(-$0) } ?? .nothing)
  }

  static func bar(_ value: Double?, of greatest: Double) -> (ListCell, ListKey) {
    guard let value else { return (.nothing, .nothing) }
    return (.bar(Figures.rate(value), share: greatest > 0 ? value / greatest : 0), .number(value))
  }

  /// Percentiles of a node's latency.
  static func latency(_ latency: Latency?, _ part: KeyPath<Latency, Double?>) -> (ListCell, ListKey) {
    guard let latency, let value = latency[keyPath: part] else { return (.nothing, .nothing) }
    return (.text(latency.figure(part) ?? "", .text), .number(value))
  }
}
