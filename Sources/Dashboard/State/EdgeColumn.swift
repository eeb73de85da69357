import Mesh

/// A column of the table of edges.
public enum EdgeColumn: String, Sendable, CaseIterable {
  case source
  case target
  case mtls
  case requests
  case errors
  case latency
  case bytes
  case connections
  case health

  /// The heading.
  var title: String {
    switch self {
    case .source: "Source"
    case .target: "Target"
    case .mtls: "mTLS"
    case .requests: "Requests"
    case .errors: "Errors"
    case .latency: "p95"
    case .bytes: "Bytes"
    case .connections: "Conns"
    case .health: "Health"
    }
  }

  /// The width in cells of all columns but the names.
  var width: Int {
    switch self {
    case .source, .target: 0
    case .mtls, .requests, .connections: 8
    case .errors: 7
    case .latency: 6
    case .bytes: 9
    case .health: 10
    }
  }

  /// Whether figures stand at the right.
  var isNumber: Bool {
    switch self {
    case .source, .target, .mtls, .health: false
    case .requests, .errors, .latency, .bytes, .connections: true
    }
  }

  /// What an edge is sorted by, where that is a number; nil sorts last whatever the order.
  private func number(_ edge: Edge) -> Double? {
    switch self {
    case .source, .target: nil
    // The least encrypted first: that is what one looks for.
    case .mtls: edge.mtls.percent.map { -$0 }
    case .requests: edge.requestRate
    case .errors: edge.errorPercent
    case .latency: edge.latency?.p95
    case .bytes: edge.tcp?.bytes
    case .connections: edge.tcp?.opened
    case .health: Double(Health.allCases.firstIndex(of: edge.health) ?? 0)
    }
  }

  /// The edges in the order of the column: names from A to Z, figures from the greatest; ties by the ends' names.
  func sorted(_ edges: [Int], of mesh: MeshIndex, isReversed: Bool) -> [Int] {
    let all = mesh.snapshot.edges
    if self == .source || self == .target {
      let names = mesh.snapshot.nodes.map { "\($0.name)\u{0}\($0.namespace)\u{0}\($0.cluster)" }
      let first = self == .source ? \Edge.source : \Edge.target
      let second = self == .source ? \Edge.target : \Edge.source
      func name(_ id: NodeID) -> String { mesh.nodeIndex(id).map { names[$0] } ?? id.rawValue }
      let keys = edges.map { (name(all[$0][keyPath: first]), name(all[$0][keyPath: second]), $0) }
      let sorted = keys.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
      return isReversed ? sorted.reversed() : sorted
    }
    let keys = edges.map { (number(all[$0]), $0) }
    return keys.sorted { left, right in
      switch (left.0, right.0) {
      case (nil, nil): return left.1 < right.1
      case (nil, _): return false
      case (_, nil): return true
      case (let a?, let b?):
        if a != b { return isReversed ? a < b : a > b }
        return left.1 < right.1
      }
    }.map(\.1)
  }
}

extension Edge {
  /// The latency of the protocol with more requests.
  var latency: Latency? {
    guard let http, let grpc else { return http?.latency ?? grpc?.latency }
    return http.rate >= grpc.rate ? http.latency ?? grpc.latency : grpc.latency ?? http.latency
  }
}
