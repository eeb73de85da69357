import Metrics

/// How often something is scraped, as the numbers of its samples tell: of the last five minutes and of the last two.
enum ScrapeInterval {
  /// Just short of five minutes, so that a sample on the edge is never counted twice.
  static let long = Duration.milliseconds(299_999)
  /// Just short of two minutes, which the usual intervals divide.
  static let short = Duration.milliseconds(119_999)

  /// The interval in seconds; nil where a single sample tells of what was just begun, not of what is scraped seldom.
  ///
  /// A gap in scraping, as while a server was started anew, is no interval: where the last two minutes have clearly more
  /// samples than their share, they tell.
  static func seconds(long: Double, short: Double) -> Double? {
    guard long >= 2 else { return nil }
    let (slow, fast) = (300 / long, short >= 2 ? 120 / short : .infinity)
    return fast < slow * 0.9 ? fast : slow
  }
}
