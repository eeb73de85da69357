import Mesh
import Metrics

/// What the doctor asks beside the questions about the control plane: three questions, and two about the clock.
struct DoctorQueries {
  let options: TrafficOptions

  /// Labels that meshtop cannot do without, of all reports.
  private static let common = [
    TrafficLabel.reporter, TrafficLabel.sourceWorkload, TrafficLabel.sourceNamespace, TrafficLabel.destinationWorkload,
    TrafficLabel.destinationNamespace, TrafficLabel.serviceName, TrafficLabel.policy,
  ]

  /// The labels that meshtop cannot do without in a metric's series.
  static func labels(of metric: String) -> [String] {
    common + (metric == Metric.requests ? [TrafficLabel.responseCode] + lesser.sorted() : [])
  }

  /// Those of them without which figures are poorer, and not wrong.
  static let lesser: Set = [TrafficLabel.requestProtocol, TrafficLabel.flags]

  /// Series by the labels that they lack.
  var missingLabels: Query {
    func terms(_ metric: String) -> [Query.Term] {
      func term(_ figure: String, _ matchers: [Matcher]) -> Query.Term {
        Query.Term(figure: figure, metric: metric, function: .latest, selectors: [options.selector + matchers])
      }
      return [term(metric, [])] + Self.labels(of: metric).map { term("\(metric) \($0)", [Matcher($0, .equal, "")]) }
    }
    return Query(
      name: "labels", purpose: "how many series lack labels", aggregation: .count, labels: ["job"],
      terms: terms(Metric.requests) + terms(Metric.opened))
  }

  /// How many targets each Prometheus behind the address scrapes in each namespace.
  var servers: Query {
    Query(
      name: "servers", purpose: "which Prometheus servers stand behind the address, and the namespaces they scrape",
      aggregation: .count, labels: ["prometheus", "namespace"],
      terms: [Query.Term(metric: "up", function: .latest, selectors: [options.selector])])
  }

  /// Requests that no waypoint's process can have reported under these reporters: what rules copied.
  ///
  /// - Parameter waypoints: the beginnings of the names of waypoints' pods.
  func copies(of waypoints: [String]) -> Query {
    let copied = options.selector + [Matcher(TrafficLabel.reporter, .matches, "source|destination")]
    var selectors = [copied + [Matcher("instance", .equal, ""), Matcher("pod", .equal, "")]]
    if let names = Glob.literal(waypoints) {
      selectors = [
        copied + [Matcher("pod", .matches, "(\(names))-.*")],
        copied + [Matcher("pod", .doesNotMatch, "(\(names))-.*")] + selectors[0].dropFirst(copied.count),
      ]
    }
    return Query(
      name: "copies", purpose: "requests that rules copied to other reporters",
      labels: [TrafficLabel.reporter] + ControlPlaneQueries.process,
      terms: [Query.Term(metric: Metric.requests, function: .rate(ControlPlaneQueries.window), selectors: selectors)])
  }

  /// When each Prometheus behind the address took its newest sample.
  var clock: Query {
    Query(
      name: "clock", purpose: "when the newest sample was taken", aggregation: .max, labels: ["prometheus"],
      terms: [Query.Term(metric: "up", function: .timestamp, selectors: [options.selector])])
  }
}
