import Glibc
public import Logging

/// Writes what a `Logger` is told into a ``LogFile``, one line an event.
public struct FileLogHandler: LogHandler {
  /// What is less grave is left out.
  public var logLevel: Logger.Level
  /// What is added to every line.
  public var metadata: Logger.Metadata = [:]
  private let file: LogFile

  /// A handler for what is at least as grave as a level.
  public init(_ file: LogFile, level: Logger.Level) {
    self.file = file
    logLevel = level
  }

  /// A value that is added to every line.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Adds an event as a line.
  public func log(
    level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String,
    function: String, line: UInt
  ) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let milliseconds = Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    let all = self.metadata.merging(metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    self.file.add(LogLine.text(milliseconds, level, "\(message)", all))
  }
}
