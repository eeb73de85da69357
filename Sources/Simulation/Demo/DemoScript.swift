/// What happens in the demo's hour, in seconds of the hour. Everything comes twice, so that nobody waits long for it.
enum DemoScript {
  /// The boutique's payments fail.
  static let paymentErrors = [minutes(4, 11), minutes(34, 41)]
  /// Bookinfo's ratings are slow.
  static let slowRatings = [minutes(14, 22), minutes(44, 52)]
  /// Somebody looks into the webstore's redis in plaintext.
  static let plaintextVisits = [minutes(8, 18), minutes(38, 48)]
  /// A policy denies connections to the boutique's redis.
  static let deniedConnections = [minutes(24, 29), minutes(54, 59)]

  private static func minutes(_ start: Double, _ end: Double) -> Range<Double> { start * 60..<end * 60 }
}
