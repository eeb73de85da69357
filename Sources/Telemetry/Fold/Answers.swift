import Metrics

/// What a server answered to ``TrafficQueries``; a question that failed has no answer.
struct TrafficAnswers {
  var strings: StringTable
  var requests: Vector?
  var bytes: Vector?
  var connections: Vector?
  var open: Vector?
  var buckets: Vector?
  var sums: Vector?
  var waypoints: Vector?
  var idle: Vector?

  /// The answers to all of the questions, in their order; nil where one failed.
  init(_ queries: TrafficQueries, _ strings: StringTable, _ answers: [Vector?]) {
    self.strings = strings
    requests = answers[0]
    bytes = answers[1]
    connections = answers[2]
    open = answers[3]
    buckets = answers[4]
    sums = answers[5]
    waypoints = answers[6]
    idle = queries.idle == nil ? nil : answers[7]
  }
}

extension Vector {
  /// The columns of labels; the query asked for all of them.
  func columns(_ labels: [String]) -> [Int] { labels.compactMap(column) }
}

/// The columns that tell who reports a row.
struct SpeakerColumns {
  private let known: Known
  private let reporter: Int?
  private let policy: Int?
  private let proxy: [Int]
  private let mark: ZtunnelMark
  /// Whether rows with these values are a ztunnel's, by the values' numbers.
  private var isZtunnel: [[StringID]: Bool] = [:]

  init(_ answer: Vector, _ survey: Survey, _ known: Known) {
    self.known = known
    reporter = answer.column(TrafficLabel.reporter)
    policy = answer.column(TrafficLabel.policy)
    mark = survey.ztunnel
    proxy = answer.columns(survey.ztunnel.labels)
  }

  /// Who reports a row; nil for a reporter that no rule knows.
  mutating func speaker(_ answer: Vector, _ row: Int, _ strings: StringTable) -> Speaker? {
    guard let reporter else { return nil }
    switch answer.cell(row, reporter) {
    case known.waypoint: return .waypoint
    case known.destination: return isZtunnel(answer, row, strings) ? .ztunnelDestination : .envoyDestination
    case known.source: return isZtunnel(answer, row, strings) ? .ztunnelSource : .envoySource
    default: return nil
    }
  }

  /// What a row says of encryption.
  func encryption(_ answer: Vector, _ row: Int, by speaker: Speaker) -> Encryption {
    let cell = policy.map { answer.cell(row, $0) } ?? .absent
    // Without the label nothing was said, which for a ztunnel is not the same as saying `unknown`.
    guard cell != .absent else { return .unknown }
    return Encryption(isMutualTLS: cell == known.mutualTLS, isNone: cell == known.plaintext, by: speaker)
  }

  private mutating func isZtunnel(_ answer: Vector, _ row: Int, _ strings: StringTable) -> Bool {
    guard !proxy.isEmpty else { return false }
    let cells = proxy.map { answer.cell(row, $0) }
    if let found = isZtunnel[cells] { return found }
    let found = mark.accepts(cells.map { strings[$0] })
    isZtunnel[cells] = found
    return found
  }
}
