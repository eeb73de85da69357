import Metrics

/// What goes with a query besides what it asks.
enum QueryParameters {
  /// The parameters for one query.
  ///
  /// `timeout` is known to all servers. What Thanos alone knows is sent to Thanos alone: gates in front of other servers
  /// may refuse what they have not heard of.
  static func extra(_ query: Query, _ options: PrometheusOptions, _ flavour: ServerFlavour) -> [(String, String)] {
    var parameters = [("timeout", timeout(options.timeout))]
    if flavour.deduplicates {
      parameters += [("dedup", "true"), ("max_source_resolution", resolution(query.shortestWindow))]
    }
    // Who does not want partial answers wants none from a server either that does not say what it is.
    if flavour.deduplicates || !options.acceptsPartialAnswers {
      parameters.append(("partial_response", options.acceptsPartialAnswers ? "true" : "false"))
    }
    return parameters
  }

  /// How long the server may take: a little less than is waited for it, so that it is the server that says so.
  static func timeout(_ limit: Duration) -> String {
    let server = limit - min(limit / 10, .seconds(1))
    let (seconds, attoseconds) = server.components
    return attoseconds == 0 ? "\(seconds)s" : "\(max(1, server.milliseconds))ms"
  }

  /// The coarsest samples that a window's figures are right with. Thanos keeps means of 5 minutes and of an hour beside
  /// the samples themselves; a rate needs some twelve of them in its window, and what looks at the newest sample or counts
  /// samples needs those themselves.
  ///
  /// Never `auto`: of a question for one moment it allows an hour whatever the window.
  static func resolution(_ window: Duration) -> String {
    window >= .seconds(12 * 3600) ? "1h" : window >= .seconds(3600) ? "5m" : "0s"
  }
}

extension Query {
  /// The shortest window of the terms; zero where one looks at single samples.
  fileprivate var shortestWindow: Duration {
    terms.map { term in
      switch term.function {
      case .rate(let window), .increase(let window): window
      case .sampleCount, .least, .latest, .timestamp: .zero
      }
    }.min() ?? .zero
  }
}
