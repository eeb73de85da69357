/// How much of an edge's traffic is encrypted by mutual TLS, as far as a proxy that can know it says
/// (telemetry.md, section 3 and rule 5).
public struct MutualTLS: Sendable, Hashable {
  /// The share in words.
  public enum State: String, Sendable, Hashable, CaseIterable {
    case full
    case partial
    case none
    /// No proxy that reports this traffic can tell.
    case unknown
  }

  /// The encrypted share of the traffic whose state is known, 0 to 100; nil where nothing is known.
  public let percent: Double?

  /// A share of 0 to 100, or nil where nothing is known.
  public init(percent: Double?) { self.percent = percent.map { min(max($0, 0), 100) } }

  /// Nothing is known.
  public static let unknown = MutualTLS(percent: nil)

  /// The share in words. Only all is full, only nothing is none.
  public var state: State {
    switch percent {
    case nil: .unknown
    case 100?: .full
    case 0?: State.none
    default: .partial
    }
  }
}
