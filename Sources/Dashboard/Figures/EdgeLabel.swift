import Mesh

/// The figure that stands on the graph's edges.
public enum EdgeLabel: String, Sendable, CaseIterable {
  case requests
  case p50
  case p95
  case p99
  case average
  case errors
  case bytes
  case requestBytes
  case responseBytes
  case share
  case lock
  case none

  /// The most cells that a figure takes.
  static let figureWidth = 7
  /// The width in cells of the room that the drawing keeps on an edge, whatever it says: a lock, a sign, a blank, a figure.
  static let width = figureWidth + 3

  /// The figure's name.
  var title: String {
    switch self {
    case .requests: "requests"
    case .p50: "p50 latency"
    case .p95: "p95 latency"
    case .p99: "p99 latency"
    case .average: "average latency"
    case .errors: "error share"
    case .bytes: "bytes both ways"
    case .requestBytes: "bytes of requests"
    case .responseBytes: "bytes of responses"
    case .share: "share of the caller's traffic"
    case .lock: "encryption alone"
    case .none: "no figures"
    }
  }

  /// The figure after this one, or before it, round and round.
  func next(_ by: Int = 1) -> EdgeLabel {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + by + all.count) % all.count]
  }

  /// Whether the lock stands before the figure.
  var showsLock: Bool { self != .none }

  /// The figure of an edge; bytes or connections stand in where there are no requests. Empty where nothing is known.
  func text(_ edge: Edge, of mesh: MeshIndex) -> String {
    switch self {
    case .requests: edge.requestRate.map(Figures.rate) ?? Self.connections(edge)
    case .p50: edge.latency?.figure(\.p50) ?? ""
    case .p95: edge.latency?.figure(\.p95) ?? ""
    case .p99: edge.latency?.figure(\.p99) ?? ""
    case .average: edge.latency?.average.map(Figures.milliseconds) ?? ""
    case .errors: edge.errorPercent.map(Figures.percent) ?? Self.denied(edge)
    case .bytes: edge.bytes.map(Figures.bytes) ?? ""
    case .requestBytes: edge.requestBytes.map(Figures.bytes) ?? ""
    case .responseBytes: edge.responseBytes.map(Figures.bytes) ?? ""
    case .share: mesh.sharePercent(edge).map(Figures.percent) ?? ""
    case .lock, .none: ""
    }
  }

  /// The figure for a list of edges, which says more than a lock.
  func listText(_ edge: Edge, of mesh: MeshIndex) -> String {
    self == .lock || self == .none ? EdgeLabel.requests.text(edge, of: mesh) : text(edge, of: mesh)
  }

  /// Bytes; where connections carry none, as denied ones, how many were opened.
  private static func connections(_ edge: Edge) -> String {
    guard let tcp = edge.tcp else { return "" }
    return tcp.bytes > 0 || tcp.opened == 0 ? Figures.bytes(tcp.bytes) : "\(Figures.number(tcp.opened))c/s"
  }

  private static func denied(_ edge: Edge) -> String {
    edge.tcp?.deniedPercent.map(Figures.percent) ?? ""
  }
}
