public import FoundationEssentials
public import Metrics
import Synchronization

/// A server that speaks the Prometheus HTTP API: Prometheus, Thanos and what is compatible with them
/// (telemetry.md, section 6).
public final class PrometheusSource: MetricsSource {
  let address: Address
  let options: PrometheusOptions
  let tokens: TokenKeeper
  let loop: TransferLoop
  private let finder = FlavourFinder()
  private let clock = Mutex(Duration.zero)
  /// Whether nothing at all was answered last time because the server struggles.
  private let isStruggling = Mutex(false)

  /// Longer URLs are refused by some servers and proxies; what does not fit is posted.
  static let longestURL = 8000
  /// How often a question is sent on within the server.
  private static let mostRedirects = 3

  /// A source that has not asked anything yet.
  ///
  /// Fails where the address is none, or a token would go to another machine unencrypted.
  public init(_ options: PrometheusOptions) throws(SourceError) {
    address = try Address(options.url)
    if !options.token.isNone, !address.isEncrypted, !address.isLoopback {
      throw SourceError(
        .token, problem: "The token is not sent to \(address.text): whoever is in between could read it.",
        remedy: "Use an https:// address, or give no token.")
    }
    self.options = options
    tokens = TokenKeeper(options.token)
    guard let loop = TransferLoop() else {
      throw SourceError(
        .unreachable, problem: "There is no memory or no thread to talk to \(address.text) with.",
        remedy: "End other programs, then try again.")
    }
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
    await answer(queries, path: "query", [("time", Self.timestamp(time))], isRange: false) { content in
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
    return await answer(queries, path: "query_range", parameters, isRange: true) { content in
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
    _ queries: [Query], path: String, _ parameters: [(String, String)], isRange: Bool,
    _ value: @escaping @Sendable (AnswerContent) -> (Value, Remarks)?
  ) async -> Answers<Value> {
    let strings = SharedStrings()
    @Sendable func ask(_ query: Query) async -> Result<Rows<Value>, SourceError> {
      let extra = QueryParameters.extra(query, options, finder.identity.flavour)
      let form = Self.form([("query", query.promQL)] + parameters + extra)
      return await self.ask(path, form, query.resultLabels, isRange: isRange, strings, value)
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

  /// Asks one query, and once more with a new token where the server refused the one it was sent.
  private func ask<Value: Sendable>(
    _ path: String, _ form: String, _ labels: [String], isRange: Bool, _ strings: SharedStrings,
    _ value: @Sendable (AnswerContent) -> (Value, Remarks)?
  ) async -> Result<Rows<Value>, SourceError> {
    do throws(SourceError) {
      let (outcome, token) = try await exchange(path, form, labels, isRange: isRange, strings)
      let failures = Failures(address, options, token: token)
      guard let outcome else { return .failure(failures.cancelled) }
      finder.noticed(reached: outcome.status > 0 && !(502...504).contains(outcome.status))
      if outcome.code == 0, outcome.status == 200, let (rows, remarks) = value(outcome.content) {
        return .success(Rows(value: rows, said: Said(remarks, hiding: token), clock: outcome.clock))
      }
      return .failure(failures.error(outcome))
    } catch {
      return .failure(error)
    }
  }

  /// What became of a question, and the token that it was asked with last.
  func exchange(
    _ path: String, _ form: String, _ labels: [String], isRange: Bool, _ strings: SharedStrings
  ) async throws(SourceError) -> (TransferOutcome?, Secret?) {
    var token = try await tokens.current()
    var outcome = await transfer(path, form, labels, isRange: isRange, strings, token)
    if outcome?.status == 401, let refused = token, tokens.canRenew {
      token = try await tokens.current(refused: refused)
      outcome = await transfer(path, form, labels, isRange: isRange, strings, token)
    }
    return (outcome, token)
  }

  private func transfer(
    _ path: String, _ form: String, _ labels: [String], isRange: Bool, _ strings: SharedStrings, _ token: Secret?
  ) async -> TransferOutcome? {
    if Task.isCancelled { return nil }
    let base = "\(address.text)/api/v1/\(path)"
    let isLong = base.utf8.count + 1 + form.utf8.count > Self.longestURL
    var request = TransferRequest(
      url: isLong ? base : "\(base)?\(form)", form: isLong ? form : nil, token: token, labels: labels,
      isRange: isRange, strings: strings, options: transport)
    var outcome = await loop.run(request) {
      // After the query, which is to go first on a new connection.
      self.finder.find { await self.askIdentity() }
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

  /// How the server is reached.
  var transport: TransportOptions {
    TransportOptions(
      isEncrypted: address.isEncrypted, isLoopback: address.isLoopback, caFile: options.caFile,
      skipsVerification: options.skipsVerification,
      connectTimeout: options.connectTimeout, timeout: options.timeout, largestAnswer: options.largestAnswer,
      userAgent: options.userAgent)
  }

  /// Asks the server what it is; nil where it could not be reached.
  func askIdentity() async -> ServerIdentity? {
    // Without a token the server would refuse, which is an answer, too.
    let token = try? await tokens.current()
    let outcome = await loop.run(
      TransferRequest(
        url: "\(address.text)/api/v1/status/buildinfo", token: token, labels: [], isRange: false, keepsBody: true,
        strings: SharedStrings(), options: transport))
    guard let outcome, outcome.code == 0, !(502...504).contains(outcome.status) else { return nil }
    return outcome.status == 200 ? ServerIdentity(answer: outcome.body) : .unknown
  }

  /// What a server says beside its answers, each once.
  private struct Said: Sendable {
    var warnings: [String] = []
    var missing: [String] = []

    init() {}

    init(_ remarks: Remarks, hiding token: Secret?) {
      warnings = remarks.annotations(hiding: token)
      missing = remarks.missing(hiding: token)
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
