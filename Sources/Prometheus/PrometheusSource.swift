public import FoundationEssentials
public import Metrics

/// A server that speaks the Prometheus HTTP API: Prometheus, Thanos and what is compatible with them
/// (telemetry.md, section 6).
public final class PrometheusSource: MetricsSource {
  let address: Address
  let options: PrometheusOptions
  let tokens: TokenKeeper
  let loop: TransferLoop
  private let finder = FlavourFinder()

  /// Longer URLs are refused by some servers and proxies; what does not fit is posted.
  static let longestURL = 8000

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

  private func answer<Value: Sendable>(
    _ queries: [Query], path: String, _ parameters: [(String, String)], isRange: Bool,
    _ value: @escaping @Sendable (AnswerContent) -> (Value, Remarks)?
  ) async -> Answers<Value> {
    let strings = SharedStrings()
    let results = await withTaskGroup(
      of: (Int, Result<(Value, Said), SourceError>).self,
      returning: [Result<(Value, Said), SourceError>?].self
    ) { group in
      for (index, query) in queries.enumerated() {
        let extra = QueryParameters.extra(query, options, finder.identity.flavour)
        let form = Self.form([("query", query.promQL)] + parameters + extra)
        group.addTask {
          (index, await self.ask(path, form, query.resultLabels, isRange: isRange, strings, value))
        }
      }
      var results = [Result<(Value, Said), SourceError>?](repeating: nil, count: queries.count)
      for await (index, result) in group { results[index] = result }
      return results
    }
    var all = Said()
    let values = results.map { result -> Result<Value, SourceError> in
      switch result {
      case .success(let (value, said)):
        all.add(said)
        return .success(value)
      case .failure(let error): return .failure(error)
      case nil: return .failure(Failures(address.text, options).cancelled)
      }
    }
    return Answers(strings: strings.snapshot, results: values, warnings: all.warnings, missing: all.missing)
  }

  /// Asks one query, and once more with a new token where the server refused the one it was sent.
  private func ask<Value: Sendable>(
    _ path: String, _ form: String, _ labels: [String], isRange: Bool, _ strings: SharedStrings,
    _ value: @Sendable (AnswerContent) -> (Value, Remarks)?
  ) async -> Result<(Value, Said), SourceError> {
    do throws(SourceError) {
      let (outcome, token) = try await exchange(path, form, labels, isRange: isRange, strings)
      let failures = Failures(address.text, options, token: token)
      guard let outcome else { return .failure(failures.cancelled) }
      finder.noticed(reached: outcome.status > 0 && !(502...504).contains(outcome.status))
      if outcome.code == 0, outcome.status == 200, let (rows, remarks) = value(outcome.content) {
        return .success((rows, Said(remarks, hiding: token)))
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
    return await loop.run(
      TransferRequest(
        url: isLong ? base : "\(base)?\(form)", form: isLong ? form : nil, token: token, labels: labels,
        isRange: isRange, strings: strings, options: transport)
    ) {
      // After the query, which is to go first on a new connection.
      self.finder.find { await self.askIdentity() }
    }
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
