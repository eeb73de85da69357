import FoundationEssentials
public import JSON

/// Why something is no snapshot: one sentence.
public struct SnapshotError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, and where.
  public let description: String
}

extension Snapshot {
  /// Reads a snapshot in the public format.
  ///
  /// Needs no more than `schema`, `nodes[].id`, `edges[].source` and `edges[].target`; fields that it does not know are
  /// passed over. Ends of edges that are not among the nodes become nodes, and of several edges with the same ends the
  /// first counts.
  public init(_ json: JSONElement) throws(SnapshotError) {
    guard json.kind == .object else { throw SnapshotError(description: "It is no snapshot but \(json.kind.rawValue).") }
    guard let schema = json["schema"]?.string else {
      throw SnapshotError(description: "It is no snapshot: it has no \"schema\".")
    }
    guard schema == Self.schema else {
      throw SnapshotError(description: "Its schema is not \(Self.schema) but another.")
    }
    let time = json["time"]?.string.flatMap(Timestamp.date) ?? Date(timeIntervalSince1970: 0)
    var nodes: [Node] = []
    var known: Set<NodeID> = []
    func add(_ node: Node) { if known.insert(node.id).inserted { nodes.append(node) } }
    for (index, element) in try json.list("nodes").enumerated() {
      guard let id = element["id"]?.string, !id.isEmpty else {
        throw SnapshotError(description: "Node \(index + 1) of the snapshot has no \"id\".")
      }
      add(Node(NodeID(rawValue: id), element))
    }
    var edges: [Edge] = []
    var pairs: Set<Edge.ID> = []
    for (index, element) in try json.list("edges").enumerated() {
      guard let source = element["source"]?.string, let target = element["target"]?.string, !source.isEmpty,
        !target.isEmpty
      else {
        throw SnapshotError(description: "Edge \(index + 1) of the snapshot lacks a \"source\" or a \"target\".")
      }
      let edge = Edge(NodeID(rawValue: source), NodeID(rawValue: target), element)
      for end in [edge.source, edge.target] where !known.contains(end) { add(Node(end, nil)) }
      if pairs.insert(edge.id).inserted { edges.append(edge) }
    }
    let window = json["window"]?.double ?? 0
    self.init(
      time: time, window: .milliseconds(Int64(min(max(window, 0), 1e9) * 1000)),
      graph: json["graph"]?.string.flatMap(GraphType.init) ?? .workload, source: json["source"]?.string ?? "",
      warnings: json["warnings"].map { $0.elements.compactMap(\.string) } ?? [], nodes: nodes, edges: edges)
    controlPlane = json["controlPlane"].flatMap { ControlPlane($0, besideMeshOf: time) }
  }
}

extension JSONElement {
  /// The elements of an array, which may be missing but nothing else.
  fileprivate func list(_ name: String) throws(SnapshotError) -> JSONElement.Elements {
    guard let list = self[name] else { throw SnapshotError(description: "The snapshot has no \"\(name)\".") }
    guard list.kind == .array else { throw SnapshotError(description: "The snapshot's \"\(name)\" is no array.") }
    return list.elements
  }

  /// A figure; nil for one that is beyond all that a mesh has.
  func number(_ name: String) -> Double? { self[name]?.figure }

  /// A figure; nil for one that is beyond all that a mesh has, and of anything else than a number.
  var figure: Double? { double.flatMap { abs($0) < 1e15 ? $0 : nil } }

  /// The texts of a list; what of it is no text is left out.
  func texts(_ name: String) -> [String] { self[name]?.elements.compactMap(\.string) ?? [] }
}

extension Node {
  /// A node of which nothing but its identity must be told; the rest is read off that where it is missing.
  fileprivate init(_ id: NodeID, _ json: JSONElement?) {
    let parts = id.parts
    self.init(
      id: id, kind: json?["kind"]?.string.flatMap(Kind.init) ?? parts?.kind ?? .workload,
      cluster: json?["cluster"]?.string ?? parts?.cluster ?? "unknown",
      namespace: json?["namespace"]?.string ?? parts?.namespace ?? "unknown",
      name: json?["name"]?.string ?? parts?.name ?? id.rawValue, app: json?["app"]?.string,
      version: json?["version"]?.string, health: json?["health"]?.string.flatMap(Health.init) ?? .idle,
      latency: json?["latency"].flatMap(Latency.init))
  }
}

extension Edge {
  fileprivate init(_ source: NodeID, _ target: NodeID, _ json: JSONElement) {
    self.init(
      source: source, target: target, via: json["via"]?.string.map(NodeID.init(rawValue:)),
      services: json.texts("services"), http: json["http"].flatMap(RequestTraffic.init),
      grpc: json["grpc"].flatMap(RequestTraffic.init), tcp: json["tcp"].flatMap(TCPTraffic.init),
      mtls: MutualTLS(percent: json["mtls"]?.number("percent")), sourcePrincipals: json.texts("sourcePrincipals"),
      destinationPrincipals: json.texts("destinationPrincipals"),
      health: json["health"]?.string.flatMap(Health.init) ?? .idle)
  }
}

extension RequestTraffic {
  fileprivate init?(_ json: JSONElement) {
    guard json.kind == .object else { return nil }
    self.init(
      rate: json.number("rate") ?? 0, errorPercent: min(max(0, json.number("errorPercent") ?? 0), 100),
      latency: Latency(json),
      requestBytes: json.number("requestBytes"), responseBytes: json.number("responseBytes"),
      responses: json["responses"].map { list in
        list.elements.map {
          Response(code: $0["code"]?.string ?? "-", flags: $0["flags"]?.string ?? "-", rate: $0.number("rate") ?? 0)
        }
      } ?? [])
  }
}

extension Latency {
  /// Nil where no figure is known.
  fileprivate init?(_ json: JSONElement) {
    self.init(
      average: json.number("average"), p50: json.number("p50"), p95: json.number("p95"), p99: json.number("p99"))
    if self == Latency() { return nil }
  }
}

extension TCPTraffic {
  fileprivate init?(_ json: JSONElement) {
    guard json.kind == .object else { return nil }
    func number(_ name: String) -> Double { json.number(name) ?? 0 }
    self.init(
      requestBytes: number("requestBytes"), responseBytes: number("responseBytes"), opened: number("opened"),
      closed: number("closed"), failed: json.number("failed"), denied: number("denied"), open: json.number("open"),
      causes: json["causes"].map { list in
        list.elements.map { Cause(flags: $0["flags"]?.string ?? "-", rate: $0.number("rate") ?? 0) }
      } ?? [])
  }
}
