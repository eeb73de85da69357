public import FoundationEssentials
public import Metrics
import Synchronization

/// A server that speaks the Prometheus HTTP API: Prometheus, Thanos and what is compatible with them
/// (telemetry.md, section 6).
public final class PrometheusSource: MetricsSource {
  let connection: Connection
  let options: PrometheusOptions
  let loop: TransferLoop
  let finder = FlavourFinder()
  private let clock = Mutex(Duration.zero)
  /// Whether nothing at all was answered last time because the server struggles.
  private let isStruggling = Mutex(false)
  /// The token that was sent last, for the log.
  let sentToken = Mutex<Secret?>(nil)

  var address: Address { connection.address }

  /// A source that has not asked anything yet.
  ///
  /// Fails where the address is none, files that it names cannot be read, options contradict each other, or a secret would
  /// go to another machine unencrypted.
  public init(_ options: PrometheusOptions) throws(SourceError) {
    let connection = try Connection(options)
    self.options = options
    guard let loop = TransferLoop() else {
      throw SourceError(
        .unreachable, problem: "There is no memory or no thread to talk to \(connection.address.text) with.",
        remedy: "End other programs, then try again.")
    }
    self.connection = connection
    self.loop = loop
  }

  /// Which program answers, as far as that is known by now.
  public var identity: ServerIdentity { finder.identity }

  /// The server's address.
  public var name: String { address.text }

  /// The namespace that each request is for, if it is for one.
  public var tenant: String? { options.tenant }

  /// By how much the server's clock is ahead of this machine's, as the last answers told.
  public var clockOffset: Duration { clock.withLock(\.self) }

  /// Keeps no connection any longer, and gives up what is under way over them.
  public func dropConnections() { loop.dropConnections() }

  /// Asks all queries at once, for one moment.
  public func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> {
    await answer(queries, path: "query", [("time", Self.timestamp(time))], .instant(time)) { content in
      if case .vector(let vector, let remarks) = content { (vector, remarks) } else { nil }
    }
  }

  /// Asks all queries at once, for the moments of a range.
  public func answer(
    _ queries: [Query], from start: Date, to end: Date, step: Duration
  ) async -> Answers<Matrix> {
    let (seconds, attoseconds) = step.components
    let parameters = [
      ("start", Self.timestamp(start)), ("end", Self.timestamp(end)),
      ("step", "\(Double(seconds) + Double(attoseconds) / 1e18)"),
    ]
    return await answer(queries, path: "query_range", parameters, .range(start: start, end: end, step: step)) {
      content in
      if case .matrix(let matrix, let remarks) = content { (matrix, remarks) } else { nil }
    }
  }

  /// What came of a query: its rows, what the server says of them, and what time it is there.
  private struct Rows<Value: Sendable>: Sendable {
    var value: Value
    var said: Said
    var clock: ClockReading?
  }

  private func answer<Value: Sendable>(
    _ queries: [Query], path: String, _ parameters: [(String, String)], _ moments: RequestReport.Moments,
    _ value: @escaping @Sendable (AnswerContent) -> (Value, Remarks)?
  ) async -> Answers<Value> {
    let strings = SharedStrings()
    @Sendable func ask(_ query: Query) async -> Result<Rows<Value>, SourceError> {
      let extra = tenantParameters + QueryParameters.extra(query, options, finder.identity.flavour)
      let form = Self.form([("query", query.promQL)] + parameters + extra)
      return await self.ask(query, path, form, moments, strings, value)
    }
    var results = [Result<Rows<Value>, SourceError>?](repeating: nil, count: queries.count)
    // A server that struggled is asked one question, and all others only where it answers that one.
    if queries.count > 1, isStruggling.withLock(\.self) {
      results[0] = await ask(queries[0])
      if case .failure(let error)? = results[0], error.kind.isStruggle { results = results.map { _ in results[0] } }
    }
    await withTaskGroup(of: (Int, Result<Rows<Value>, SourceError>).self) { group in
      for (index, query) in queries.enumerated() where results[index] == nil {
        group.addTask { (index, await ask(query)) }
      }
      for await (index, result) in group { results[index] = result }
    }
    let struggles = results.allSatisfy { if case .failure(let error)? = $0 { error.kind.isStruggle } else { false } }
    isStruggling.withLock { $0 = struggles }
    // The quickest answer tells the time best.
    let readings = results.compactMap { (try? $0?.get())?.clock }
    if let best = readings.min(by: { $0.uncertainty < $1.uncertainty }) { clock.withLock { $0 = best.offset } }
    var all = Said()
    let values = results.map { result -> Result<Value, SourceError> in
      switch result {
      case .success(let rows):
        all.add(rows.said)
        return .success(rows.value)
      case .failure(let error): return .failure(error)
      case nil: return .failure(Failures(address, options).cancelled)
      }
    }
    return Answers(strings: strings.snapshot, results: values, warnings: all.warnings, missing: all.missing)
  }

  /// Asks one query, and once more with new credentials where the server refused those it was sent.
  private func ask<Value: Sendable>(
    _ query: Query, _ path: String, _ form: String, _ moments: RequestReport.Moments, _ strings: SharedStrings,
    _ value: @Sendable (AnswerContent) -> (Value, Remarks)?
  ) async -> Result<Rows<Value>, SourceError> {
    var began = ContinuousClock.now
    var attempt = 1
    do throws(SourceError) {
      var isRange = false
      if case .range = moments { isRange = true }
      let exchange = try await exchange(path, form, query.resultLabels, isRange: isRange, strings) {
        report(query, moments, since: began, $0, explainer($1).error($0), attempt)
        attempt += 1
        began = .now
      }
      let failures = explainer(exchange)
      if let outcome = exchange.outcome {
        finder.noticed(reached: outcome.status > 0 && !(502...504).contains(outcome.status))
        if outcome.code == 0, outcome.status == 200, let (rows, remarks) = value(outcome.content) {
          report(query, moments, since: began, outcome, nil, attempt)
          let secrets = exchange.credentials.secrets + options.headers.map(\.value)
          return .success(Rows(value: rows, said: Said(remarks, hiding: secrets), clock: outcome.clock))
        }
      }
      let failure = exchange.outcome.map(failures.error) ?? failures.cancelled
      report(query, moments, since: began, exchange.outcome, failure, attempt)
      return .failure(failure)
    } catch {
      report(query, moments, since: began, nil, error, attempt)
      return .failure(error)
    }
  }

  /// What a server says beside its answers, each once.
  private struct Said: Sendable {
    var warnings: [String] = []
    var missing: [String] = []

    init() {}

    init(_ remarks: Remarks, hiding secrets: [Secret]) {
      warnings = remarks.annotations(hiding: secrets)
      missing = remarks.missing(hiding: secrets)
    }

    mutating func add(_ other: Said) {
      warnings += other.warnings.filter { !warnings.contains($0) }
      missing += other.missing.filter { !missing.contains($0) }
    }
  }
}

extension SourceError.Kind {
  /// Whether the server has too much to do, so that more questions would only make it worse.
  fileprivate var isStruggle: Bool { self == .overloaded || self == .timedOut }
}
