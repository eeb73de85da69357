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
  public func log(event: LogEvent) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let milliseconds = Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    file.add(LogLine.text(milliseconds, event.level, "\(event.message)", all))
  }
}
