public import FoundationEssentials
public import Metrics

/// A server that speaks the Prometheus HTTP API: Prometheus, Thanos and what is compatible with them
/// (telemetry.md, section 6).
public final class PrometheusSource: MetricsSource {
  private let connection: Connection
  private let options: PrometheusOptions
  private let loop: TransferLoop

  /// Longer URLs are refused by some servers and proxies; what does not fit is posted.
  static let longestURL = 8000

  private var address: Address { connection.address }

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

  /// The server's address.
  public var name: String { address.text }

  /// Asks all queries at once, for one moment.
  public func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> {
    await answer(queries, path: "query", [("time", Self.timestamp(time))], isRange: false) { content in
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
    return await answer(queries, path: "query_range", parameters, isRange: true) { content in
      if case .matrix(let matrix, let warnings) = content { (matrix, warnings) } else { nil }
    }
  }

  private func answer<Value: Sendable>(
    _ queries: [Query], path: String, _ parameters: [(String, String)], isRange: Bool,
    _ value: @escaping @Sendable (AnswerContent) -> (Value, [String])?
  ) async -> Answers<Value> {
    let strings = SharedStrings()
    let tenant = options.tenant.map { [("namespace", $0)] } ?? []
    let results = await withTaskGroup(
      of: (Int, Result<(Value, [String]), SourceError>).self,
      returning: [Result<(Value, [String]), SourceError>?].self
    ) { group in
      for (index, query) in queries.enumerated() {
        let form = Self.form([("query", query.promQL)] + parameters + tenant)
        group.addTask {
          (index, await self.ask(path, form, query.resultLabels, isRange: isRange, strings, value))
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

  /// Asks one query, and once more with new credentials where the server refused those it was sent.
  private func ask<Value: Sendable>(
    _ path: String, _ form: String, _ labels: [String], isRange: Bool, _ strings: SharedStrings,
    _ value: @Sendable (AnswerContent) -> (Value, [String])?
  ) async -> Result<(Value, [String]), SourceError> {
    do throws(SourceError) {
      var credentials = try await connection.credentials.current()
      var request = request(path, form, labels, isRange: isRange, strings, credentials)
      var outcome = await transfer(request)
      if outcome?.status == 401, connection.credentials.canRenew {
        let renewed = try await connection.credentials.current(refused: credentials)
        if renewed != credentials {
          credentials = renewed
          request.options = connection.transport(renewed)
          outcome = await transfer(request)
        }
      }
      let failures = Failures(address.text, options, credentials, isPosted: request.form != nil)
      guard let outcome else { return .failure(failures.cancelled) }
      if outcome.code == 0, outcome.status == 200, let (rows, warnings) = value(outcome.content) {
        return .success((rows, warnings.map(failures.harmless)))
      }
      return .failure(failures.error(outcome))
    } catch {
      return .failure(error)
    }
  }

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
    Task.isCancelled ? nil : await loop.run(request)
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
