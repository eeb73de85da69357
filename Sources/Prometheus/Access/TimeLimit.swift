public import Subprocess

/// Work that must end in time.
public enum TimeLimit {
  /// The work did not end within the limit.
  public struct Passed: Error {}

  /// Does the work, and cancels it where it takes too long.
  public static func run<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: limit)
        throw Passed()
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw Passed() }
      return first
    }
  }
}

extension PlatformOptions {
  /// How a program is run that is ended with all that it started where it takes too long, or is no longer wanted.
  public static var endedWhole: PlatformOptions {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .milliseconds(200))]
    return options
  }
}
