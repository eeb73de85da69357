import Mesh

/// The figure that stands on the graph's edges.
public enum EdgeLabel: String, Sendable, CaseIterable {
  case requests
  case errors
  case latency
  case bytes
  case none

  /// The width in cells of the room that the drawing keeps for it, whatever the figure is.
  static let width = 9

  /// The figure's name.
  var title: String {
    switch self {
    case .requests: "requests"
    case .errors: "error share"
    case .latency: "p95 latency"
    case .bytes: "bytes"
    case .none: "no figures"
    }
  }

  /// The figure of an edge; bytes or connections stand in where there are no requests. Empty where nothing is known.
  func text(_ edge: Edge) -> String {
    switch self {
    case .requests: edge.requestRate.map(Figures.rate) ?? Self.connections(edge)
    case .errors: edge.errorPercent.map(Figures.percent) ?? Self.denied(edge)
    case .latency: edge.latency?.figure(\.p95) ?? ""
    case .bytes: edge.tcp.map { Figures.bytes($0.bytes) } ?? ""
    case .none: ""
    }
  }

  /// Bytes; where connections carry none, as denied ones, how many were opened.
  private static func connections(_ edge: Edge) -> String {
    guard let tcp = edge.tcp else { return "" }
    return tcp.bytes > 0 || tcp.opened == 0 ? Figures.bytes(tcp.bytes) : "\(Figures.number(tcp.opened))c/s"
  }

  private static func denied(_ edge: Edge) -> String {
    guard let tcp = edge.tcp, tcp.opened > 0, tcp.denied > 0 else { return "" }
    return Figures.percent(tcp.denied / tcp.opened * 100)
  }
}
