import Foundation

/// The parts of a snapshot's JSON that two ways to get it must agree on.
struct SnapshotDocument: Decodable {
  struct HTTP: Decodable {
    var rate: Double
    var errorPercent: Double?
    var average: Double?
    var p50: Double?
    var p95: Double?
    var p99: Double?
    var requestBytes: Double?
    var responseBytes: Double?
  }

  struct TCP: Decodable {
    var requestBytes: Double?
    var responseBytes: Double?
    var opened: Double?
    var closed: Double?
    var failed: Double?
    var denied: Double?
    var open: Double?
  }

  struct Encryption: Decodable {
    var state: String
    var percent: Double?
  }

  struct Edge: Decodable {
    var source: String
    var target: String
    var via: String?
    var services: [String]?
    var http: HTTP?
    var grpc: HTTP?
    var tcp: TCP?
    var mtls: Encryption
    var sourcePrincipals: [String]?
    var destinationPrincipals: [String]?
    var health: String

    var name: String { "\(source) → \(target) via \(via ?? "-")" }
  }

  struct Node: Decodable {
    var id: String
    var health: String
  }

  var time: String
  var nodes: [Node]
  var edges: [Edge]

  init(_ text: String) throws { self = try JSONDecoder().decode(SnapshotDocument.self, from: Data(text.utf8)) }
}

extension SnapshotDocument.Edge {
  /// All figures by name.
  var figures: [String: Double] {
    var figures: [String: Double] = ["mtls": mtls.percent ?? -1]
    for (kind, requests) in [("http", http), ("grpc", grpc)] {
      guard let requests else { continue }
      figures["\(kind).rate"] = requests.rate
      figures["\(kind).errorPercent"] = requests.errorPercent
      figures["\(kind).average"] = requests.average
      figures["\(kind).p50"] = requests.p50
      figures["\(kind).p95"] = requests.p95
      figures["\(kind).p99"] = requests.p99
      figures["\(kind).requestBytes"] = requests.requestBytes
      figures["\(kind).responseBytes"] = requests.responseBytes
    }
    if let tcp {
      figures["tcp.requestBytes"] = tcp.requestBytes
      figures["tcp.responseBytes"] = tcp.responseBytes
      figures["tcp.opened"] = tcp.opened
      figures["tcp.closed"] = tcp.closed
      figures["tcp.failed"] = tcp.failed
      figures["tcp.denied"] = tcp.denied
      figures["tcp.open"] = tcp.open
    }
    return figures
  }
}
