import FoundationEssentials

@testable import Mesh

/// A mesh written as a text: one call a line, `shop/cart > data/redis`, with what of it a test needs:
/// requests per second, `errors=` and `mtls=` in percent, `p95=` in milliseconds, `bytes=` per second, `health=`.
enum MeshText {
  static func id(_ path: String, cluster: String = "c", _ kind: Node.Kind = .workload) -> NodeID {
    let parts = path.split(separator: "/").map(String.init)
    return parts.count == 3
      ? NodeID(cluster: parts[0], namespace: parts[1], kind: kind, name: parts[2])
      : NodeID(cluster: cluster, namespace: parts[0], kind: kind, name: parts[1])
  }

  static func mesh(_ text: String) -> MeshIndex { MeshIndex(snapshot(text)) }

  static func snapshot(_ text: String) -> Snapshot {
    var nodes: [NodeID: Node] = [:]
    var edges: [Edge] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count > 2, words[1] == ">" else {
        if let word = words.first { note(word, .idle, &nodes) }
        continue
      }
      var figures: [String: String] = [:]
      for word in words.dropFirst(3) {
        let pair = word.split(separator: "=").map(String.init)
        if pair.count == 2 { figures[pair[0]] = pair[1] } else { figures["rate"] = word }
      }
      func number(_ name: String) -> Double? { figures[name].flatMap(Double.init) }
      let health = figures["health"].flatMap(Health.init) ?? .healthy
      note(words[0], .idle, &nodes)
      note(words[2], health, &nodes)
      edges.append(
        Edge(
          source: id(words[0]), target: id(words[2]),
          http: number("rate").map {
            RequestTraffic(
              rate: $0, errorPercent: number("errors") ?? 0,
              latency: number("p95").map { Latency(average: $0 / 2, p95: $0) })
          },
          tcp: number("bytes").map { TCPTraffic(requestBytes: $0, responseBytes: 0, opened: 1) },
          mtls: MutualTLS(percent: figures["mtls"] == "?" ? nil : number("mtls") ?? 100), health: health))
    }
    return Snapshot(
      time: Date(timeIntervalSince1970: 0), window: .seconds(60), nodes: nodes.values.sorted { $0.id < $1.id },
      edges: edges.sorted { $0.id < $1.id })
  }

  private static func note(_ path: String, _ health: Health, _ nodes: inout [NodeID: Node]) {
    let id = id(path)
    guard let parts = id.parts else { return }
    var node =
      nodes[id] ?? Node(kind: parts.kind, cluster: parts.cluster, namespace: parts.namespace, name: parts.name)
    node.health = max(node.health, health)
    nodes[id] = node
  }
}

extension MeshView {
  /// The names of what is shown, in alphabetical order.
  var names: [String] { shown.snapshot.nodes.map(\.name).sorted() }

  /// The edges that are shown, as `source > target rate`.
  var calls: [String] {
    shown.snapshot.edges.map { edge in
      let rate = edge.requestRate.map { " \($0)" } ?? ""
      return "\(shown.node(edge.source)?.name ?? "?") > \(shown.node(edge.target)?.name ?? "?")\(rate)"
    }.sorted()
  }
}
