import Metrics

/// How often something is scraped, as the numbers of its samples tell: of the last ten minutes and of the last two.
enum ScrapeInterval {
  /// Just short of ten minutes, so that a sample on the edge is never counted twice. The longest usual interval, of five
  /// minutes, has two samples in it.
  static let long = Duration.milliseconds(599_999)
  /// Just short of two minutes, which the usual intervals divide.
  static let short = Duration.milliseconds(119_999)

  /// The interval in seconds; nil where a single sample, or none that is older than two minutes, tells of what was just
  /// begun, not of what is scraped seldom.
  ///
  /// A gap in scraping, as while a server was started anew, is no interval: where the last two minutes have clearly more
  /// samples than their share, they tell.
  static func seconds(long: Double, short: Double) -> Double? {
    guard long >= 2, long > short else { return nil }
    let (slow, fast) = (600 / long, short >= 2 ? 120 / short : .infinity)
    return fast < slow * 0.9 ? fast : slow
  }
}
