import FoundationEssentials
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

  private func fromFile(_ path: String, again: Bool) throws(SourceError) -> Secret {
    let now: FileStamp
    do throws(SmallFile.Fault) {
      now = try FileStamp(of: path)
      if let token, now == stamp, !again { return token }
      let bytes = try SmallFile.read(path, longest: 1 << 16)
      guard let secret = Secret(String(decoding: bytes, as: UTF8.self)) else {
        throw SmallFile.Fault(bytes.isEmpty ? "it is empty" : "it holds no token")
      }
      token = secret
      stamp = now
      return secret
    } catch {
      throw SourceError(
        .token, problem: "No token can be read from \(path): \(error.reason).",
        remedy: "Write one there, for example with oc whoami -t.")
    }
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
      let outcome = try await TimeLimit.run(.seconds(30)) {
        try await Subprocess.run(
          .name("sh"), arguments: ["-c", command], platformOptions: .endedWhole, output: .string(limit: 1 << 16),
          error: .string(limit: 1 << 16))
      }
      let said = ServerText.harmless(outcome.standardError)
      guard outcome.terminationStatus.isSuccess else {
        return failure("failed\(said.isEmpty ? "." : ": \(said)")")
      }
      guard let secret = Secret(outcome.standardOutput) else {
        return failure("printed no token\(said.isEmpty ? "." : ": \(said)")")
      }
      return .success(secret)
    } catch is TimeLimit.Passed {
      return failure("did not end within 30 s.")
    } catch {
      return failure("could not be run.")
    }
  }

  /// When a JSON web token expires (RFC 7519, `exp`), a little early; nil of any other token.
  static func expiry(_ token: String) -> Date? {
    TokenFacts(token)?.expiry.map { $0 - 10 }
  }
}
