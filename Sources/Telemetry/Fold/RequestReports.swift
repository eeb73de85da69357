import Mesh
import Metrics

/// The number of a kind of response in ``RequestReports/outcomes``.
typealias OutcomeIndex = Int32

/// A kind of response.
struct ResponseKind: Hashable {
  var code: String
  var flags: String
  var isError: Bool
}

/// A part of the requests over a hop, as its speaker reports it.
struct RequestRow {
  var hop: Int32
  var isGRPC: Bool
  var speaker: Speaker
  var outcome: OutcomeIndex
  var rate: Double
}

/// All that proxies report of requests, and who of them speaks for each pair (rule 1).
struct RequestReports {
  private(set) var outcomes: [ResponseKind] = []
  private(set) var rows: [RequestRow] = []
  /// Identities seen, by pair.
  private(set) var sourcePrincipals: [Int32: [StringID]] = [:]
  private(set) var destinationPrincipals: [Int32: [StringID]] = [:]
  /// Requests per second by pair, protocol and speaker.
  private var totals: [Double] = []
  /// Requests by pair and speaker whose encryption is known.
  private var shares: [Share] = []
  private var outcomeNumbers: [OutcomeKey: OutcomeIndex] = [:]

  private struct OutcomeKey: Hashable {
    var code: StringID
    var status: StringID
    var flags: StringID
    var isGRPC: Bool
  }

  private static let speakers = Speaker.requestOrder.count
  /// How far rates of recorded copies can be from what they were copied from: rules run between scrapes.
  private static let copyTolerance = 0.1

  /// Reads an answer to ``TrafficQueries/requests``.
  mutating func read(
    _ answer: Vector, _ strings: StringTable, _ survey: Survey, _ known: Known, _ hops: inout HopTable,
    _ ends: inout EndReader
  ) {
    let endColumns = answer.columns(TrafficLabel.ends)
    let fields = answer.columns([
      TrafficLabel.requestProtocol, TrafficLabel.responseCode, TrafficLabel.grpcStatus, TrafficLabel.flags,
      TrafficLabel.sourcePrincipal, TrafficLabel.destinationPrincipal,
    ])
    var speakers = SpeakerColumns(answer, survey, known)
    rows.reserveCapacity(answer.count)
    for row in 0..<answer.count {
      guard let hop = hops.hop(answer, row, endColumns, &ends) else { continue }
      guard let speaker = speakers.speaker(answer, row, strings) else {
        hops.reject(.unknownReporter)
        continue
      }
      let pair = hops.hops[hop].pair
      let isGRPC = answer.cell(row, fields[0]) == known.grpc
      let rate = answer.values[row]
      let key = OutcomeKey(
        code: answer.cell(row, fields[1]), status: answer.cell(row, fields[2]), flags: answer.cell(row, fields[3]),
        isGRPC: isGRPC)
      let request = RequestRow(
        hop: Int32(hop), isGRPC: isGRPC, speaker: speaker, outcome: outcome(key, strings), rate: rate)
      rows.append(request)
      totals.grow(to: (Int(pair) + 1) * 2 * Self.speakers, with: 0)
      totals[place(pair, isGRPC, speaker)] += rate
      shares.grow(to: (Int(pair) + 1) * Self.speakers, with: Share())
      shares[Int(pair) * Self.speakers + speaker.rawValue].add(
        rate, speakers.encryption(answer, row, by: speaker))
      note(answer.cell(row, fields[4]), in: \.sourcePrincipals, of: pair, known)
      note(answer.cell(row, fields[5]), in: \.destinationPrincipals, of: pair, known)
    }
  }

  /// Who speaks for a pair's requests.
  func speaker(_ pair: Int32, isGRPC: Bool) -> Speaker? {
    guard (Int(pair) + 1) * 2 * Self.speakers <= totals.count else { return nil }
    // A server behind a waypoint sees the waypoint as its client, never the real one. Where somebody reports as the
    // server all the same, recording rules copy the waypoint's reports, and a gateway's own are doubled by the copies.
    let waypoint = totals[place(pair, isGRPC, .waypoint)]
    let destination = totals[place(pair, isGRPC, .envoyDestination)]
    if waypoint > 0, abs(destination - waypoint) <= Self.copyTolerance * waypoint { return .waypoint }
    return Speaker.loudest(Speaker.requestOrder) { totals[place(pair, isGRPC, $0)] }
  }

  /// Whether a row is its pair's speaker's.
  func speaks(_ row: RequestRow, _ hops: HopTable) -> Bool {
    speaker(hops.hops[Int(row.hop)].pair, isGRPC: row.isGRPC) == row.speaker
  }

  /// Whether a waypoint reports requests of a pair.
  func isSeenByWaypoint(_ pair: Int32) -> Bool {
    guard (Int(pair) + 1) * 2 * Self.speakers <= totals.count else { return false }
    return totals[place(pair, false, .waypoint)] + totals[place(pair, true, .waypoint)] > 0
  }

  /// The encryption of a pair's requests, by the largest report that knows it (rule 5).
  func evidence(_ pair: Int32) -> Share {
    guard (Int(pair) + 1) * Self.speakers <= shares.count else { return Share() }
    let speaker = Speaker.loudest(Speaker.requestOrder) { shares[Int(pair) * Self.speakers + $0.rawValue].known }
    return speaker.map { shares[Int(pair) * Self.speakers + $0.rawValue] } ?? Share()
  }

  private func place(_ pair: Int32, _ isGRPC: Bool, _ speaker: Speaker) -> Int {
    (Int(pair) * 2 + (isGRPC ? 1 : 0)) * Self.speakers + speaker.rawValue
  }

  private mutating func outcome(_ key: OutcomeKey, _ strings: StringTable) -> OutcomeIndex {
    if let known = outcomeNumbers[key] { return known }
    let code = Outcome.code(http: strings[key.code], grpcStatus: strings[key.status], isGRPC: key.isGRPC)
    let flags = strings[key.flags]
    let number = OutcomeIndex(outcomes.count)
    outcomes.append(
      ResponseKind(
        code: code, flags: flags.isEmpty ? "-" : flags,
        isError: RequestTraffic.Response.isError(code, isGRPC: key.isGRPC)))
    outcomeNumbers[key] = number
    return number
  }

  private mutating func note(
    _ principal: StringID, in list: WritableKeyPath<RequestReports, [Int32: [StringID]]>, of pair: Int32,
    _ known: Known
  ) {
    guard known.isNamed(principal), self[keyPath: list][pair]?.contains(principal) != true else { return }
    self[keyPath: list][pair, default: []].append(principal)
  }
}

extension Array {
  /// Makes the array at least `count` long.
  mutating func grow(to count: Int, with element: Element) {
    if self.count < count { append(contentsOf: repeatElement(element, count: count - self.count)) }
  }
}
