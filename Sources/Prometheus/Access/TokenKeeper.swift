import FoundationEssentials
import Glibc
import Metrics
import Subprocess

/// Keeps the token of a ``TokenSource`` and renews it.
actor TokenKeeper {
  private let source: TokenSource
  private var token: Secret?
  private var stamp: FileStamp?
  private var expiry: Date?
  private var renewal: Task<Result<Secret, SourceError>, Never>?

  init(_ source: TokenSource) { self.source = source }

  /// The token to send now; nil where there is none to send.
  ///
  /// - Parameter refused: the token that the server would not take, if that is why one is asked for.
  func current(refused: Secret? = nil) async throws(SourceError) -> Secret? {
    switch source {
    case .none: return nil
    case .fixed(let secret): return secret
    case .file(let path): return try fromFile(path, again: refused != nil)
    case .command(let command): return try await fromCommand(command, refused: refused)
    }
  }

  /// Whether a refused token can be had anew.
  nonisolated var canRenew: Bool {
    switch source {
    case .none, .fixed: false
    case .file, .command: true
    }
  }

  // MARK: Files

  /// What tells a renewed file from the one that was read: services' tokens are renewed by moving a link.
  private struct FileStamp: Equatable {
    var node: UInt
    var size: Int
    var seconds: Int
    var nanoseconds: Int
  }

  private func fromFile(_ path: String, again: Bool) throws(SourceError) -> Secret {
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.fileError(path, Self.reason()) }
    let now = FileStamp(
      node: UInt(status.st_ino), size: Int(status.st_size), seconds: Int(status.st_mtim.tv_sec),
      nanoseconds: Int(status.st_mtim.tv_nsec))
    if let token, now == stamp, !again { return token }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.fileError(path, Self.reason()) }
    defer { close(descriptor) }
    let longest = 1 << 16
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: longest) { buffer, initialized in
      count = read(descriptor, buffer.baseAddress, longest)
      initialized = max(0, count)
    }
    guard count >= 0 else { throw Self.fileError(path, Self.reason()) }
    guard let secret = Secret(String(decoding: bytes, as: UTF8.self)) else {
      throw Self.fileError(path, bytes.isEmpty ? "it is empty" : "it holds no token")
    }
    token = secret
    stamp = now
    return secret
  }

  private static func reason() -> String { strerror(errno).map { String(cString: $0) } ?? "error \(errno)" }

  private static func fileError(_ path: String, _ reason: String) -> SourceError {
    SourceError(
      .token, problem: "No token can be read from \(path): \(reason).",
      remedy: "Write one there, for example with oc whoami -t.")
  }

  // MARK: Commands

  private func fromCommand(_ command: String, refused: Secret?) async throws(SourceError) -> Secret {
    let isExpired = expiry.map { $0 <= Date() } ?? false
    if let token, token != refused, !isExpired { return token }
    // Several queries may find out at once that the token is no good; the command is run once for all of them.
    let task = renewal ?? Task { await renew(command) }
    renewal = task
    return try await task.value.get()
  }

  /// Runs the command. Here alone its token is noted: of those that wait for it, some go on only when the next is being had.
  private func renew(_ command: String) async -> Result<Secret, SourceError> {
    let result = await Self.run(command)
    renewal = nil
    if case .success(let secret) = result {
      token = secret
      expiry = secret.reveal(Self.expiry)
    }
    return result
  }

  private static func run(_ command: String) async -> Result<Secret, SourceError> {
    func failure(_ problem: String) -> Result<Secret, SourceError> {
      .failure(
        SourceError(
          .token, problem: "The token command \(problem)",
          remedy: "Try it by itself: it should print a token and no more."))
    }
    do {
      let outcome = try await withTimeout(.seconds(30)) {
        try await Subprocess.run(
          .name("sh"), arguments: ["-c", command], output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
      }
      let said = ServerText.harmless(outcome.standardError)
      guard outcome.terminationStatus.isSuccess else {
        return failure("failed\(said.isEmpty ? "." : ": \(said)")")
      }
      guard let secret = Secret(outcome.standardOutput) else {
        return failure("printed no token\(said.isEmpty ? "." : ": \(said)")")
      }
      return .success(secret)
    } catch is TimeoutError {
      return failure("did not end within 30 s.")
    } catch {
      return failure("could not be run.")
    }
  }

  private struct TimeoutError: Error {}

  private static func withTimeout<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: limit)
        throw TimeoutError()
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw TimeoutError() }
      return first
    }
  }

  /// When a JSON web token expires (RFC 7519, `exp`), a little early; nil of any other token.
  static func expiry(_ token: String) -> Date? {
    TokenFacts(token)?.expiry.map { $0 - 10 }
  }
}
