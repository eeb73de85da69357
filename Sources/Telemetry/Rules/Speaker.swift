/// Who reports: the kind of proxy and its side of the connection.
enum Speaker: Int, CaseIterable {
  case waypoint
  case envoyDestination
  case envoySource
  case ztunnelDestination
  case ztunnelSource

  /// Who speaks for requests where two report equally much, first to last (rule 1).
  static let requestOrder: [Speaker] = [.waypoint, .envoyDestination, .envoySource]

  /// Who speaks for connections where two report equally much, first to last (rules 1 and 15).
  static let connectionOrder: [Speaker] = [
    .ztunnelDestination, .ztunnelSource, .envoyDestination, .envoySource, .waypoint,
  ]

  var isZtunnel: Bool { self == .ztunnelDestination || self == .ztunnelSource }

  /// The first of `order` whose total no other exceeds, or nil where nobody reports anything.
  ///
  /// Reports of the same counters differ in their last bits, so totals count as equal within a billionth.
  static func loudest(_ order: [Speaker], _ total: (Speaker) -> Double) -> Speaker? {
    var best: Speaker?
    var most = 0.0
    for speaker in order where total(speaker) > most * (1 + 1e-9) {
      best = speaker
      most = total(speaker)
    }
    return best
  }
}

/// What a report says of encryption (telemetry.md, section 3).
enum Encryption: Int {
  case encrypted
  case plaintext
  case unknown
}

extension Encryption {
  /// Table 3: the same word means different things from different proxies.
  init(isMutualTLS: Bool, isNone: Bool, by speaker: Speaker) {
    if isMutualTLS {
      self = .encrypted
    } else if isNone || speaker.isZtunnel {
      self = .plaintext
    } else {
      self = .unknown
    }
  }
}
