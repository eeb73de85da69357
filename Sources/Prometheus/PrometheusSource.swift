public import FoundationEssentials
public import Metrics
import Synchronization

/// A server that speaks the Prometheus HTTP API: Prometheus, Thanos and what is compatible with them
/// (telemetry.md, section 6).
public final class PrometheusSource: MetricsSource {
  private let address: Address
  private let options: PrometheusOptions
  private let tokens: TokenKeeper
  private let loop: TransferLoop
  /// The token that was sent last, for the log.
  private let sentToken = Mutex<Secret?>(nil)

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

  /// The server's address.
  public var name: String { address.text }

  /// Asks all queries at once, for one moment.
  public func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> {
    await answer(queries, path: "query", [("time", Self.timestamp(time))], .instant(time)) { content in
      if case .vector(let vector, let warnings) = content { (vector, warnings) } else { nil }
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
      if case .matrix(let matrix, let warnings) = content { (matrix, warnings) } else { nil }
    }
  }

  private func answer<Value: Sendable>(
    _ queries: [Query], path: String, _ parameters: [(String, String)], _ moments: RequestReport.Moments,
    _ value: @escaping @Sendable (AnswerContent) -> (Value, [String])?
  ) async -> Answers<Value> {
    let strings = SharedStrings()
    let results = await withTaskGroup(
      of: (Int, Result<(Value, [String]), SourceError>).self,
      returning: [Result<(Value, [String]), SourceError>?].self
    ) { group in
      for (index, query) in queries.enumerated() {
        let form = Self.form([("query", query.promQL)] + parameters)
        group.addTask {
          (index, await self.ask(query, path, form, moments, strings, value))
        }
      }
      var results = [Result<(Value, [String]), SourceError>?](repeating: nil, count: queries.count)
      for await (index, result) in group { results[index] = result }
      return results
    }
    var warnings: [String] = []
    let values = results.map { result -> Result<Value, SourceError> in
      switch result {
      case .success(let (value, said)):
        warnings += said.filter { !warnings.contains($0) }
        return .success(value)
      case .failure(let error): return .failure(error)
      case nil: return .failure(Failures(address.text, options).cancelled)
      }
    }
    return Answers(strings: strings.snapshot, results: values, warnings: warnings)
  }

  /// Asks one query, and once more with a new token where the server refused the one it was sent.
  private func ask<Value: Sendable>(
    _ query: Query, _ path: String, _ form: String, _ moments: RequestReport.Moments, _ strings: SharedStrings,
    _ value: @Sendable (AnswerContent) -> (Value, [String])?
  ) async -> Result<(Value, [String]), SourceError> {
    do throws(SourceError) {
      var attempt = 1
      var began = ContinuousClock.now
      var token = try await tokens.current()
      noteToken(token)
      var outcome = await transfer(path, form, query.resultLabels, moments, strings, token)
      if let first = outcome, first.status == 401, let refused = token, tokens.canRenew {
        report(query, moments, since: began, first, Failures(address.text, options, token: token).error(first), attempt)
        attempt += 1
        token = try await tokens.current(refused: refused)
        noteToken(token)
        began = .now
        outcome = await transfer(path, form, query.resultLabels, moments, strings, token)
      }
      let failures = Failures(address.text, options, token: token)
      if let outcome, outcome.code == 0, outcome.status == 200, let (rows, warnings) = value(outcome.content) {
        report(query, moments, since: began, outcome, nil, attempt)
        return .success((rows, warnings.map { ServerText.harmless($0, hiding: token) }))
      }
      let failure = outcome.map(failures.error) ?? failures.cancelled
      report(query, moments, since: began, outcome, failure, attempt)
      return .failure(failure)
    } catch {
      report(query, moments, since: .now, nil, error, 1)
      return .failure(error)
    }
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

  private func transfer(
    _ path: String, _ form: String, _ labels: [String], _ moments: RequestReport.Moments, _ strings: SharedStrings,
    _ token: Secret?
  ) async -> TransferOutcome? {
    if Task.isCancelled { return nil }
    let base = "\(address.text)/api/v1/\(path)"
    var isRange = false
    if case .range = moments { isRange = true }
    let isLong = base.utf8.count + 1 + form.utf8.count > Self.longestURL
    return await loop.run(
      TransferRequest(
        url: isLong ? base : "\(base)?\(form)", form: isLong ? form : nil, token: token, labels: labels,
        isRange: isRange, strings: strings,
        options: TransportOptions(
          isEncrypted: address.isEncrypted, isLoopback: address.isLoopback, caFile: options.caFile,
          skipsVerification: options.skipsVerification,
          connectTimeout: options.connectTimeout, timeout: options.timeout, largestAnswer: options.largestAnswer,
          userAgent: options.userAgent)))
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
