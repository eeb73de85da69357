internal import CCurl
public import FoundationEssentials
public import Metrics
import Synchronization

/// A server that speaks the Prometheus HTTP API: Prometheus, Thanos and what is compatible with them
/// (telemetry.md, section 6).
public final class PrometheusSource: MetricsSource {
  let connection: Connection
  let options: PrometheusOptions
  let loop: TransferLoop
  private let finder = FlavourFinder()
  private let clock = Mutex(Duration.zero)
  /// Whether nothing at all was answered last time because the server struggles.
  private let isStruggling = Mutex(false)
  /// The token that was sent last, for the log.
  private let sentToken = Mutex<Secret?>(nil)

  /// Longer URLs are refused by some servers and proxies; what does not fit is posted.
  static let longestURL = 8000
  /// How often a question is sent on within the server.
  private static let mostRedirects = 3

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
      let extra = tenant + QueryParameters.extra(query, options, finder.identity.flavour)
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

  /// What became of a question, the credentials that it was asked with last, and whether it was posted.
  struct Exchange {
    var outcome: TransferOutcome?
    var credentials: Credentials
    var isPosted: Bool
  }

  private func explainer(_ exchange: Exchange) -> Failures {
    Failures(address, options, exchange.credentials, isPosted: exchange.isPosted)
  }

  /// Asks a question, and once more with new credentials where the server refused those it was sent.
  ///
  /// - Parameter refused: is told of a first attempt after which there is another.
  func exchange(
    _ path: String, _ form: String, _ labels: [String], isRange: Bool, _ strings: SharedStrings,
    refused: (TransferOutcome, Exchange) -> Void = { _, _ in }
  ) async throws(SourceError) -> Exchange {
    let credentials = try await connection.credentials.current()
    noteToken(credentials.token)
    var request = request(path, form, labels, isRange: isRange, strings, credentials)
    var exchange = Exchange(
      outcome: await transfer(request), credentials: credentials, isPosted: request.form != nil)
    guard let first = exchange.outcome, first.status == 401, connection.credentials.canRenew else { return exchange }
    let renewed = try await connection.credentials.current(refused: credentials)
    if renewed == credentials { return exchange }
    refused(first, exchange)
    noteToken(renewed.token)
    request.options = connection.transport(renewed)
    exchange.credentials = renewed
    exchange.outcome = await transfer(request)
    return exchange
  }

  // MARK: For the log

  private func report(
    _ query: Query, _ moments: RequestReport.Moments, since began: ContinuousClock.Instant, _ outcome: TransferOutcome?,
    _ failure: SourceError?, _ attempt: Int
  ) {
    options.log?(
      .request(
        RequestReport(
          query: query, moments: moments, duration: .now - began, bytes: outcome?.received ?? 0,
          status: outcome?.status ?? 0, failure: failure, attempt: attempt)))
  }

  private func noteToken(_ token: Secret?) {
    guard let log = options.log else { return }
    let isRenewed = sentToken.withLock { sent in
      defer { sent = token }
      return sent != nil && sent != token
    }
    if isRenewed { log(.tokenRenewed) }
  }

  // MARK: Transfers

  private func request(
    _ path: String, _ form: String, _ labels: [String], isRange: Bool, _ strings: SharedStrings,
    _ credentials: Credentials
  ) -> TransferRequest {
    let base = "\(connection.base)/api/v1/\(path)"
    let isLong = base.utf8.count + 1 + form.utf8.count > Self.longestURL
    return TransferRequest(
      url: isLong ? base : "\(base)?\(form)", form: isLong ? form : nil, labels: labels, isRange: isRange,
      strings: strings, options: connection.transport(credentials))
  }

  private func transfer(_ request: TransferRequest) async -> TransferOutcome? {
    if Task.isCancelled { return nil }
    var request = request
    var outcome = await loop.run(request) {
      // After the query, which is to go first on a new connection.
      self.finder.find { await self.askIdentity() }
    }
    // A gate may have closed all that were open: libcurl gives up after the fifth that it finds dead, though nobody has
    // seen the question yet.
    if let found = outcome, CURLcode(found.code) == CURLE_SEND_ERROR, found.received == 0, !Task.isCancelled {
      request.isAlone = true
      outcome = await loop.run(request)
    }
    // The same server may have its API elsewhere. Where another one is meant, the token does not go by itself. A post
    // stays one, whatever the status: it is only a question that was too long for an address.
    for _ in 0..<Self.mostRedirects {
      guard let found = outcome, found.code == 0, [301, 302, 303, 307, 308].contains(found.status),
        let redirect = found.redirect, address.hasOrigin(of: redirect)
      else { break }
      request.url = redirect
      outcome = await loop.run(request)
    }
    return outcome
  }

  /// What each request carries for OpenShift's tenancy port.
  private var tenant: [(String, String)] { options.tenant.map { [("namespace", $0)] } ?? [] }

  /// Asks the server what it is; nil where it could not be reached.
  func askIdentity() async -> ServerIdentity? {
    // Without credentials the server would refuse, which is an answer, too.
    let credentials = (try? await connection.credentials.current()) ?? Credentials()
    let outcome = await loop.run(
      TransferRequest(
        url: "\(connection.base)/api/v1/status/buildinfo", labels: [], isRange: false, keepsBody: true,
        strings: SharedStrings(), options: connection.transport(credentials)))
    guard let outcome, outcome.code == 0, !(502...504).contains(outcome.status) else { return nil }
    return outcome.status == 200 ? ServerIdentity(answer: outcome.body) : .unknown
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

  /// Unix seconds, to the millisecond.
  private static func timestamp(_ date: Date) -> String {
    let milliseconds = Int((date.timeIntervalSince1970 * 1000).rounded())
    if milliseconds % 1000 == 0 { return "\(milliseconds / 1000)" }
    return "\(Double(milliseconds) / 1000)"
  }

  /// Names and values as `application/x-www-form-urlencoded`, which URLs and posts share.
  static func form(_ parameters: [(String, String)]) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for (name, value) in parameters {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
      bytes += name.utf8
      bytes.append(UInt8(ascii: "="))
      for byte in value.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
          UInt8(ascii: "~"):
          bytes.append(byte)
        default: bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension SourceError.Kind {
  /// Whether the server has too much to do, so that more questions would only make it worse.
  fileprivate var isStruggle: Bool { self == .overloaded || self == .timedOut }
}
