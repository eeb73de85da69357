import Mesh
import Terminal

extension Detail {
  /// Latency percentiles, and where these take the width of narrow details the mean below them.
  static func latency(_ latency: Latency) -> [Line] {
    let percentiles = [("p50", latency.figure(\.p50)), ("p95", latency.figure(\.p95)), ("p99", latency.figure(\.p99))]
    let parts = percentiles + [("avg", latency.average.map(Figures.milliseconds))]
    let known = parts.compactMap { name, figure in figure.map { (name, $0) } }
    let width = known.reduce(-1) { $0 + $1.0.count + $1.1.count + 2 }
    let rows = width > narrowest && known.count > 3 ? [known[..<3], known[3...]] : [known[...]]
    return rows.map { row in
      Line(
        row.enumerated().flatMap { place, part in
          [Span((place == 0 ? "" : " ") + part.0 + " ", .headerLabel), Span(part.1, isFigure: true)]
        })
    }
  }

  /// The cells that a line of details has on the narrowest screens.
  private static let narrowest = 30

  /// What came of a part of the requests.
  static func response(protocol name: String, code: String, flags: String, _ rate: Double, of total: Double) -> Line {
    let isFailed = RequestTraffic.Response.isError(code, isGRPC: !name.isEmpty)
    let label = (name.isEmpty ? "" : "gRPC ") + (code == "-" ? "no response" : code) + (flags == "-" ? "" : " " + flags)
    let meaning = flags == "-" && !name.isEmpty ? GRPCStatus.name(code) : ResponseFlags.explanation(flags)
    return Line(
      [Span(label.padded(max(8, displayWidth(of: label))) + " ", isFailed ? .warning : .text), Span(meaning, .dim)],
      right: [
        Span(Figures.rate(rate)), Span(Figures.percent(total > 0 ? rate / total * 100 : 0).aligned(6), .dim),
      ])
  }

  /// Why connections ended.
  static func cause(_ flags: String, _ rate: Double) -> Line {
    Line(
      [
        Span(flags.padded(max(8, displayWidth(of: flags))) + " ", .warning),
        Span(ResponseFlags.explanation(flags), .dim),
      ],
      right: [Span(Figures.rate(rate))])
  }
}

extension Latency {
  /// A percentile as a figure; of several edges together only a bound is known, as `≤80ms`.
  func figure(_ percentile: KeyPath<Latency, Double?>) -> String? {
    self[keyPath: percentile].map { (isUpperBound ? "≤" : "") + Figures.milliseconds($0) }
  }
}

extension MutualTLS {
  /// The share as a figure.
  var figure: String { percent.map(Figures.percent) ?? "?" }
}

extension MutualTLS.State {
  /// The style of locks.
  var role: Role {
    switch self {
    case .full: .encrypted
    case .partial: .partial
    case .none: .plaintext
    case .unknown: .unknown
    }
  }

  /// The state in words.
  var words: String {
    switch self {
    case .full: "encrypted"
    case .partial: "partly plaintext"
    case .none: "plaintext"
    case .unknown: "not known"
    }
  }
}

extension Health {
  /// The style of marks.
  var role: Role {
    switch self {
    case .idle: .idle
    case .healthy: .healthy
    case .degraded: .degraded
    case .failing: .failing
    }
  }
}

extension String {
  /// The text, followed by blanks up to a width.
  func padded(_ width: Int) -> String { Text.padded(self, to: width) }

  /// The text at the right of a width.
  func aligned(_ width: Int) -> String {
    let missing = width - displayWidth(of: self)
    return missing > 0 ? String(repeating: " ", count: missing) + self : self
  }
}
