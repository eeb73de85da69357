import Metrics

/// The connections over a hop as the pair's speaker reports them (rule 1).
struct Link {
  var hop: Int32
  var speaker: Speaker
  var sums: ConnectionSums
}

/// The connections of all pairs, each told by one speaker.
struct Connections {
  private(set) var links: [Link] = []
  /// What is known of encryption, by pair.
  private(set) var evidence: [Int32: Evidence] = [:]
  /// What waypoints know of the encryption of connections, by client and service: they often cannot name the server.
  private(set) var heardByWaypoints: [ClientService: Evidence] = [:]

  init(_ reports: ConnectionReports, _ hops: HopTable) {
    var byPair: [Int32: [ConnectionReport]] = [:]
    var order: [Int32] = []
    for report in reports.reports {
      let hop = hops.hops[Int(report.hop)]
      let pair = hop.pair
      if report.speaker == .waypoint, hop.service >= 0 {
        heardByWaypoints[ClientService(client: hop.source, service: hop.service), default: Evidence()] +=
          report.evidence
      }
      if byPair[pair] == nil { order.append(pair) }
      byPair[pair, default: []].append(report)
    }
    let told = Self.toldByOthers(reports, hops)
    for pair in order {
      guard let reports = byPair[pair] else { continue }
      if Self.areTold(reports, told, hops) { continue }
      let totals = SpeakerTotals(reports)
      guard let speaker = totals.speaker else { continue }
      var spoken = reports.filter { $0.speaker == speaker }
      Self.takeFailures(from: totals, reports, into: &spoken)
      links += spoken.map { Link(hop: $0.hop, speaker: speaker, sums: $0.sums) }
      evidence[pair] = totals.evidence
    }
  }

  /// The clients and services for which somebody names the server of connections, or a ztunnel reports any.
  private static func toldByOthers(_ reports: ConnectionReports, _ hops: HopTable) -> Set<CalledName> {
    var told: Set<CalledName> = []
    for report in reports.reports {
      let hop = hops.hops[Int(report.hop)]
      guard hop.service >= 0, report.speaker.isZtunnel || hops.ends[Int(hop.destination)].kind == .workload else {
        continue
      }
      told.insert(CalledName(hop, hops))
    }
    return told
  }

  /// Whether reports of a pair are a waypoint's, which cannot name the server, of connections that others report, too
  /// (rule 15). What a waypoint says may also be copied to other reporters.
  private static func areTold(_ reports: [ConnectionReport], _ told: Set<CalledName>, _ hops: HopTable) -> Bool {
    reports.contains { $0.speaker == .waypoint }
      && reports.allSatisfy { report in
        let hop = hops.hops[Int(report.hop)]
        return hops.ends[Int(hop.destination)].kind != .workload
          && hop.service >= 0 && told.contains(CalledName(hop, hops))
      }
  }

  /// A connection that never came about is often known to one side alone: the server's proxy denies, the client's fails
  /// to connect. Who reports most failures speaks for them.
  private static func takeFailures(
    from totals: SpeakerTotals, _ reports: [ConnectionReport], into spoken: inout [ConnectionReport]
  ) {
    guard let teller = totals.failureSpeaker, teller != spoken.first?.speaker else { return }
    for index in spoken.indices {
      spoken[index].sums.denied = 0
      spoken[index].sums.failed = 0
      spoken[index].sums.causes = []
    }
    for report in reports where report.speaker == teller {
      let place = spoken.firstIndex { $0.hop == report.hop } ?? 0
      spoken[place].sums.denied += report.sums.denied
      spoken[place].sums.failed += report.sums.failed
      for cause in report.sums.causes { spoken[place].sums.addCause(cause.flags, cause.rate) }
    }
  }
}

/// A client and the service that it called by name: who cannot name the server cannot name the service's cluster either.
private struct CalledName: Hashable {
  var client: EndIndex
  var namespace: StringID
  var name: StringID

  init(_ hop: Hop, _ hops: HopTable) {
    client = hop.source
    let service = hops.services[Int(hop.service)]
    namespace = service.namespace
    name = service.name
  }
}

/// What each kind of proxy reports of a pair in all.
private struct SpeakerTotals {
  private var sums = [ConnectionSums](repeating: ConnectionSums(), count: Speaker.allCases.count)
  private var shares = [Evidence](repeating: Evidence(), count: Speaker.allCases.count)

  init(_ reports: [ConnectionReport]) {
    for report in reports {
      sums[report.speaker.rawValue] += report.sums
      shares[report.speaker.rawValue] += report.evidence
    }
  }

  private static let hearsay: [Speaker] = Speaker.connectionOrder.filter { $0 != .waypoint }

  /// Who speaks: by bytes, where none flow by connections. A waypoint's word on TCP yields to a ztunnel's (rule 15).
  var speaker: Speaker? {
    let hasZtunnel = Speaker.allCases.contains { $0.isZtunnel && isHeard($0) }
    let order = hasZtunnel ? Self.hearsay : Speaker.connectionOrder
    let units: [(ConnectionSums) -> Double] = [\.bytes, \.opened, \.open, \.closed, \.failed]
    for unit in units {
      if let speaker = Speaker.loudest(order, { unit(sums[$0.rawValue]) }) { return speaker }
    }
    return nil
  }

  var failureSpeaker: Speaker? {
    Speaker.loudest(Speaker.connectionOrder) { speaker in
      max(sums[speaker.rawValue].denied, sums[speaker.rawValue].failed)
    }
  }

  /// For each unit, what the largest report says that knows it (rule 5).
  var evidence: Evidence {
    var result = Evidence()
    for unit: WritableKeyPath<Evidence, Share> in [\.connections, \.bytes, \.open] {
      let teller = Speaker.loudest(Speaker.connectionOrder) { shares[$0.rawValue][keyPath: unit].known }
      if let teller { result[keyPath: unit] = shares[teller.rawValue][keyPath: unit] }
    }
    return result
  }

  private func isHeard(_ speaker: Speaker) -> Bool {
    let sums = sums[speaker.rawValue]
    return sums.bytes > 0 || sums.opened > 0 || sums.open > 0 || sums.closed > 0
  }
}
