public import FoundationEssentials
public import Mesh
public import Metrics

/// Reads a mesh from a source of metrics, refresh after refresh.
public actor MeshReader {
  let source: any MetricsSource
  private(set) var options: TrafficOptions
  private var survey: (value: Survey, at: Date)?

  /// How long a survey holds: proxies come and go, and a mesh may start to report only later.
  private static let surveyLife = 600.0

  /// The longest window of a history's points: each has its own, and the server reads all that are in them.
  private static let longestHistoryWindow = Duration.seconds(600)

  /// A reader that asks `source` for what `options` say.
  public init(_ source: any MetricsSource, _ options: TrafficOptions) {
    self.source = source
    self.options = options
  }

  /// Asks for something else from now on.
  public func change(to options: TrafficOptions) {
    if options.selector != self.options.selector || options.ztunnelSelector != self.options.ztunnelSelector {
      survey = nil
    }
    self.options = options
  }

  /// The mesh at a moment.
  ///
  /// A question that the server will not evaluate leaves the rest of the picture whole, with a warning; only where neither
  /// requests nor connections were answered is there no picture. A question that failed by chance, as where the server
  /// struggles or a connection breaks, leaves no picture: an edge, a lock or a sum without it would be wrong, and the next
  /// refresh may well have all of it. Percentiles alone are shown as not known.
  public func snapshot(at time: Date) async throws(SourceError) -> Snapshot {
    let survey = try await survey(at: time)
    let window = window(survey)
    let queries = TrafficQueries(options, survey, window: window)
    let answers = await source.answer(queries.all, at: time)
    for (query, result) in zip(queries.all, answers.results) where query != queries.buckets {
      if case .failure(let error) = result, !error.kind.isLasting { throw error }
    }
    var warnings = answers.missing.map { Snapshot.partialMark + $0 } + answers.warnings
    for (query, result) in zip(queries.all, answers.results) {
      if case .failure(let error) = result { warnings.append("Without \(query.purpose): \(error.problem)") }
    }
    let folded = TrafficAnswers(queries, answers.strings, answers.results.map { try? $0.get() })
    if folded.requests == nil, folded.connections == nil, case .failure(let error) = answers.results[0] { throw error }
    let graph = TrafficFold(options, survey, folded).fold()
    warnings += modeWarnings(survey, window) + graph.warnings
    var snapshot = Snapshot(
      time: time, window: window, graph: options.graph, source: source.name, warnings: warnings, nodes: graph.nodes,
      edges: graph.edges)
    snapshot.scrapeIntervals = survey.scrapeIntervals
    return snapshot
  }

  /// The mesh at the moments `start`, `start + step` … `end`, of the part that `focus` names: a range query for each
  /// figure, folded moment by moment by the same rules as a snapshot.
  ///
  /// Nodes and edges beyond the focus may be in it and are not whole.
  public func history(
    of focus: Focus, from start: Date, to end: Date, step: Duration
  ) async throws(SourceError) -> [Snapshot] {
    let survey = try await survey(at: end)
    var options = options
    options.focus = focus
    options.includesIdle = false
    let window = window(survey, atMost: Self.longestHistoryWindow)
    let queries = TrafficQueries(options, survey, window: window)
    let answers = await source.answer(queries.all, from: start, to: end, step: step)
    if case .failure(let error) = answers.results[0], case .failure = answers.results[2] { throw error }
    let moments = Moments(from: start, to: end, step: step)
    let vectors = answers.results.map { result in (try? result.get()).map(moments.vectors) }
    return moments.times.indices.map { index in
      let folded = TrafficAnswers(queries, answers.strings, vectors.map { $0?[index] })
      let graph = TrafficFold(options, survey, folded).fold()
      return Snapshot(
        time: moments.times[index], window: window, graph: options.graph, source: source.name, nodes: graph.nodes,
        edges: graph.edges)
    }
  }

  /// The questions that a refresh at a moment asks, and the survey before them.
  public func queries(at time: Date) async throws(SourceError) -> (survey: Query, refresh: [Query]) {
    let survey = try await survey(at: time)
    let window = window(survey)
    return (Survey.query(options), TrafficQueries(options, survey, window: window).all)
  }

  /// The question for requests into each namespace.
  public func namespaceQuery(at time: Date) async throws(SourceError) -> Query {
    let survey = try await survey(at: time)
    return NamespaceHistory.query(options, survey, window: window(survey, atMost: Self.longestHistoryWindow))
  }

  /// The window of rates: the one that is wanted, no longer than a longest one, and in any case wide enough for scrapes.
  private func window(_ survey: Survey, atMost longest: Duration? = nil) -> Duration {
    let wanted = min(options.window, longest ?? options.window)
    return max(wanted, survey.smallestWindow ?? wanted)
  }

  /// What is known of the server, asked for where it is not known yet or no longer.
  func survey(at time: Date) async throws(SourceError) -> Survey {
    if let known = survey, abs(time.timeIntervalSince(known.at)) < Self.surveyLife, known.value.findsTraffic {
      return known.value
    }
    let answers = await source.answer([Survey.query(options)], at: time)
    switch answers.results[0] {
    case .success(let vector):
      let found = Survey(vector, answers.strings, options)
      survey = (found, time)
      return found
    case .failure(let error):
      // A server that will not evaluate the question may answer the others; one that cannot be asked will not.
      guard error.kind.isLasting || error.kind == .timedOut else { throw error }
      if let known = survey, known.value.findsTraffic { return known.value }
      return .unknown
    }
  }

  /// What a reader should know of how the figures came about: the poorer modes, said once each.
  private func modeWarnings(_ survey: Survey, _ window: Duration) -> [String] {
    var warnings: [String] = []
    if window > options.window, let interval = survey.scrapeInterval {
      warnings.append(
        "The window is \(text(window)): proxies are scraped every \(text(interval)), and rates need four scrapes.")
    }
    if !survey.redundantJobs.isEmpty {
      let jobs = survey.redundantJobs.joined(separator: ", ")
      warnings.append("Proxies are scraped twice; what these jobs store of them is left out: \(jobs).")
    }
    if !survey.redundantScrapes.isEmpty {
      let scrapes = survey.redundantScrapes.joined(separator: ", ")
      warnings.append("Proxies are stored twice; what has these labels is left out: \(scrapes).")
    }
    guard survey.findsTraffic else {
      return warnings + [
        "No proxy reports traffic: there is neither \(Metric.requests) nor \(Metric.opened). "
          + "Are ztunnels and waypoints scraped?"
      ]
    }
    if !survey.hasRequests {
      warnings.append("No proxy reports requests: there is L4 alone. Are waypoints scraped at /stats/prometheus?")
    }
    if !survey.hasConnections {
      warnings.append("No proxy reports connections: there is L7 alone. Are ztunnels scraped?")
    }
    if survey.ztunnelIsHidden {
      warnings.append(
        "No label tells ztunnels from other proxies, so plaintext is shown as not known. "
          + "--ztunnel-selector names them.")
    }
    return warnings
  }

  private func text(_ duration: Duration) -> String { "\(duration.components.seconds) s" }
}

extension SourceError.Kind {
  /// Whether the same question would fail again, however well the server is.
  fileprivate var isLasting: Bool { self == .refused || self == .badQuery || self == .tooLarge }
}

extension Survey {
  /// Whether anything reports traffic.
  var findsTraffic: Bool { hasRequests || hasConnections }

  /// Whether connections are reported but no label tells by whom.
  var ztunnelIsHidden: Bool { hasConnections && proxyLabels.isEmpty }
}
