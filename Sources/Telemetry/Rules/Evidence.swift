import Mesh

/// A part of something whose encryption is known, and how much of it is encrypted.
struct Share {
  var known = 0.0
  var encrypted = 0.0

  /// Adds an amount of which is known how it travels.
  mutating func add(_ amount: Double, _ encryption: Encryption) {
    guard encryption != .unknown else { return }
    known += amount
    if encryption == .encrypted { encrypted += amount }
  }

  /// The encrypted share, 0 to 100; nil where nothing is known.
  var percent: Double? {
    guard known > 0 else { return nil }
    let share = encrypted / known
    // Sums of many parts differ from their total in the last bits; a lock must not open for that.
    return share > 1 - 1e-9 ? 100 : share < 1e-9 ? 0 : share * 100
  }

  /// Takes note that of all this no more than `percent` can be encrypted.
  mutating func limit(to percent: Double) { encrypted = min(encrypted, known * percent / 100) }

  static func += (left: inout Share, right: Share) {
    left.known += right.known
    left.encrypted += right.encrypted
  }

  static func * (left: Share, factor: Double) -> Share {
    Share(known: left.known * factor, encrypted: left.encrypted * factor)
  }
}

/// What is known of the encryption of one pair's traffic, in each unit that it can be told in (rule 5).
struct Evidence {
  var requests = Share()
  var connections = Share()
  var bytes = Share()
  var open = Share()

  /// The units, best first.
  static var units: [KeyPath<Evidence, Share>] { [\.requests, \.connections, \.bytes, \.open] }

  /// The encrypted share in the best unit in which it is known.
  var percent: Double? {
    for unit in Self.units {
      if let percent = self[keyPath: unit].percent { return percent }
    }
    return nil
  }

  static func += (left: inout Evidence, right: Evidence) {
    left.requests += right.requests
    left.connections += right.connections
    left.bytes += right.bytes
    left.open += right.open
  }

  static func * (left: Evidence, factor: Double) -> Evidence {
    Evidence(
      requests: left.requests * factor, connections: left.connections * factor, bytes: left.bytes * factor,
      open: left.open * factor)
  }

  /// Takes note of a second leg over which the traffic goes on and of which `percent` is encrypted: both legs must be
  /// (rule 3).
  mutating func limit(to percent: Double) {
    requests.limit(to: percent)
    connections.limit(to: percent)
    bytes.limit(to: percent)
    open.limit(to: percent)
  }

  /// The encryption of an edge that is made of several pairs.
  ///
  /// The pairs are added up in the first unit in which all that know anything can tell. Where there is none, requests
  /// cannot be weighed against bytes, and each pair counts alike.
  static func mutualTLS(_ pairs: [Evidence]) -> MutualTLS {
    let telling = pairs.filter { $0.percent != nil }
    guard !telling.isEmpty else { return .unknown }
    for unit in units where telling.allSatisfy({ $0[keyPath: unit].known > 0 }) {
      var sum = Share()
      for pair in telling { sum += pair[keyPath: unit] }
      return MutualTLS(percent: sum.percent)
    }
    return MutualTLS(percent: telling.compactMap(\.percent).reduce(0, +) / Double(telling.count))
  }
}
