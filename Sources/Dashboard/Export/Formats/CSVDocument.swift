import FoundationEssentials
import Mesh
import Terminal

/// A table of a mesh as comma-separated values (RFC 4180): a header, a row for each edge, node or namespace, lines that end in
/// CR LF. Numbers are plain; what is not known is empty.
struct CSVDocument {
  private let mesh: MeshIndex
  private let table: ExportTable

  init(_ mesh: MeshIndex, _ table: ExportTable) {
    self.mesh = mesh
    self.table = table
  }

  /// The whole file.
  var text: String {
    let time = CSVField.word(Clock.rfc3339(mesh.snapshot.time))
    let columns: [String]
    let rows: [[CSVField]]
    switch table {
    case .edges:
      columns =
        ["source", "destination"].flatMap { end in Self.nodeParts.map { "\(end)_\($0)" } } + Self.edge.map(\.name)
      rows = mesh.snapshot.edges.map { edge in
        parts(of: edge.source) + parts(of: edge.target) + Self.edge.map { $0.value(edge) }
      }
    case .nodes:
      columns = Self.nodeParts + Self.node.map(\.name)
      rows = mesh.snapshot.nodes.map { node in parts(of: node.id) + Self.node.map { $0.value(node) } }
    case .namespaces:
      columns = Self.namespace.map(\.name)
      rows = mesh.namespaceTotals().map { namespace in Self.namespace.map { $0.value(namespace) } }
    }
    let lines = [(["time"] + columns).map(CSVField.word)] + rows.map { [time] + $0 }
    return lines.map { $0.map(\.text).joined(separator: ",") + "\r\n" }.joined()
  }

  /// A column: its name, and what it has of a row's thing.
  private typealias Column<Row> = (name: String, value: (Row) -> CSVField)

  private static let nodeParts = ["cluster", "namespace", "kind", "name"]

  private func parts(of id: NodeID) -> [CSVField] {
    let end = NodeParts(id, in: mesh)
    return [.label(end.cluster), .label(end.namespace), .word(end.kind), .label(end.name)]
  }

  private static var edge: [Column<Edge>] {
    [
      ("services", { .label($0.services.joined(separator: " ")) }), ("via", { .label($0.via?.rawValue ?? "") }),
      ("health", { .word($0.health.rawValue) }), ("mtls", { .word($0.mtls.state.rawValue) }),
      ("mtls_percent", { .number($0.mtls.percent) }), ("http_requests_per_second", { .number($0.http?.rate) }),
      ("http_error_percent", { .number($0.http?.errorPercent) }),
      ("grpc_requests_per_second", { .number($0.grpc?.rate) }),
      ("grpc_error_percent", { .number($0.grpc?.errorPercent) }),
      ("latency_average_ms", { .number($0.latency?.average) }), ("latency_p50_ms", { .number($0.latency?.p50) }),
      ("latency_p95_ms", { .number($0.latency?.p95) }), ("latency_p99_ms", { .number($0.latency?.p99) }),
      ("request_bytes_per_second", { .number($0.requestBytes) }),
      ("response_bytes_per_second", { .number($0.responseBytes) }),
      ("connections_opened_per_second", { .number($0.tcp?.opened) }),
      ("connections_closed_per_second", { .number($0.tcp?.closed) }),
      ("connections_failed_per_second", { .number($0.tcp?.failed) }),
      ("connections_denied_per_second", { .number($0.tcp?.denied) }), ("connections_open", { .number($0.tcp?.open) }),
      ("source_principals", { .label($0.sourcePrincipals.joined(separator: " ")) }),
      ("destination_principals", { .label($0.destinationPrincipals.joined(separator: " ")) }),
    ]
  }

  private static var node: [Column<Node>] {
    [
      ("app", { .label($0.app ?? "") }), ("version", { .label($0.version ?? "") }),
      ("health", { .word($0.health.rawValue) }), ("latency_average_ms", { .number($0.latency?.average) }),
      ("latency_p50_ms", { .number($0.latency?.p50) }), ("latency_p95_ms", { .number($0.latency?.p95) }),
      ("latency_p99_ms", { .number($0.latency?.p99) }),
    ]
  }

  private static var namespace: [Column<NamespaceTotals>] {
    let sums: [(String, KeyPath<NamespaceTotals, Totals>)] = [
      ("in", \.inbound), ("out", \.outbound), ("within", \.within),
    ]
    return [
      ("cluster", { .label($0.id.cluster) }), ("namespace", { .label($0.id.namespace) }),
      ("nodes", { .number(Double($0.nodes)) }), ("health", { .word($0.health.rawValue) }),
      ("mtls_percent", { .number($0.all.mtls.percent) }),
    ]
      + sums.flatMap { name, sum -> [Column<NamespaceTotals>] in
        [
          ("\(name)_requests_per_second", { .number($0[keyPath: sum].hasRequests ? $0[keyPath: sum].requests : nil) }),
          ("\(name)_error_percent", { .number($0[keyPath: sum].errorPercent) }),
          ("\(name)_bytes_per_second", { .number($0[keyPath: sum].bytes) }),
        ]
      }
  }
}

/// One field of a row.
enum CSVField {
  /// A word of meshtop's own.
  case word(String)
  /// A text from the network.
  case label(String)
  /// A figure; nil for one that is not known.
  case number(Double?)

  /// The field as it stands in the file.
  var text: String {
    switch self {
    case .word(let word): word
    case .number(let number): number.flatMap(PlainNumber.text) ?? ""
    case .label(let label): Self.quoted(Self.harmless(Text.sanitized(label)))
    }
  }

  /// A spreadsheet takes what begins with one of these for a formula, which could run programs and send data away.
  private static func harmless(_ text: String) -> String {
    text.first.map { "=+-@\t\r＝＋－＠".contains($0) } ?? false ? "'\(text)" : text
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n'".contains($0) || $0 == " " }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}

/// Figures for programs.
enum PlainNumber {
  /// A number in the shortest form that reads back as the same; nil where it is not finite.
  static func text(_ number: Double) -> String? {
    guard number.isFinite else { return nil }
    return number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
  }
}

/// What a node's identity is made of, also of one that is not in the snapshot.
struct NodeParts {
  let cluster: String
  let namespace: String
  let kind: String
  let name: String

  init(_ id: NodeID, in mesh: MeshIndex) {
    if let node = mesh.node(id) {
      (cluster, namespace, kind, name) = (node.cluster, node.namespace, node.kind.rawValue, node.name)
    } else if let parts = id.parts {
      (cluster, namespace, kind, name) = (parts.cluster, parts.namespace, parts.kind.rawValue, parts.name)
    } else {
      (cluster, namespace, kind, name) = ("unknown", "unknown", "unknown", id.rawValue)
    }
  }
}
