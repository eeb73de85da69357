import ArgumentParser
import EventLog
import FoundationEssentials
import Logging
import Mesh
import Metrics
import Prometheus
import Synchronization

/// Tells a log file of a run. Neither tokens nor, but for the level trace, label values go there.
struct RunLog: Sendable {
  private static let shared = Mutex<RunLog?>(nil)
  /// The log of this run; nil where none is kept.
  static var current: RunLog? { shared.withLock { $0 } }

  private let logger: Logger
  private let file: LogFile

  /// Begins the log of this run, with what is no secret of how it was started.
  static func begin(_ file: LogFile, _ level: LogOptions.Level) {
    let logger = Logger(label: "meshtop") { _ in FileLogHandler(file, level: Logger.Level(level)) }
    shared.withLock { $0 = RunLog(logger: logger, file: file) }
    logger.info(
      "start",
      metadata: [
        "version": "\(Meshtop.version)", "options": "\(optionNames(CommandLine.arguments.dropFirst()))",
        "level": "\(level.rawValue)",
      ])
  }

  /// The commands and options that were given. Of their values none is told: any could be a secret.
  static func optionNames(_ arguments: some Sequence<String>) -> String {
    arguments.enumerated().compactMap { index, argument in
      if argument.hasPrefix("--") { return String(argument.prefix { $0 != "=" }) }
      return argument.hasPrefix("-") ? String(argument.prefix(2)) : index == 0 ? argument : nil
    }.joined(separator: " ")
  }

  /// The run ends.
  func end(_ error: (any Error)? = nil) {
    let status = error.map { Meshtop.exitCode(for: $0).rawValue } ?? 0
    logger.info("end", metadata: ["status": "\(status)"])
    file.flush()
  }

  /// A refresh brought a mesh.
  func note(_ snapshot: Snapshot, took duration: Duration) {
    logger.info(
      "refresh",
      metadata: [
        "ms": "\(duration.milliseconds)", "nodes": "\(snapshot.nodes.count)", "edges": "\(snapshot.edges.count)",
        "warnings": "\(snapshot.warnings.count)",
      ])
  }

  /// A refresh brought none.
  func note(refreshFailed error: any Error, took duration: Duration) {
    if (error as? SourceError)?.kind == .cancelled { return }
    logger.error("refresh failed", metadata: ["ms": "\(duration.milliseconds)", "why": "\(error)"])
  }

  /// The next refresh is put off, because the source struggles.
  func note(backingOffFor seconds: Double) {
    logger.warning("backing off", metadata: ["seconds": "\(Int(seconds.rounded()))"])
  }

  /// What came of a question.
  func note(_ event: SourceEvent) {
    switch event {
    case .tokenRenewed: logger.info("token renewed")
    case .request(let report): note(report)
    }
  }

  private func note(_ report: RequestReport) {
    let level: Logger.Level = report.failure == nil || report.failure?.kind == .cancelled ? .debug : .warning
    guard logger.logLevel <= level else { return }
    var metadata: Logger.Metadata = [
      "query": "\(report.query.name)", "ms": "\(report.duration.milliseconds)", "bytes": "\(report.bytes)",
      "status": "\(report.status)", "attempt": "\(report.attempt)",
    ]
    switch report.moments {
    case .instant(let time): metadata["at"] = "\(Int(time.timeIntervalSince1970))"
    case .range(let start, let end, let step):
      metadata["from"] = "\(Int(start.timeIntervalSince1970))"
      metadata["to"] = "\(Int(end.timeIntervalSince1970))"
      metadata["step"] = "\(step.components.seconds)"
    }
    if let failure = report.failure {
      metadata["failure"] = "\(failure.kind)"
    }
    if logger.logLevel == .trace {
      metadata["promql"] = "\(report.query.promQL)"
      // Servers like to repeat the query.
      if let failure = report.failure { metadata["why"] = "\(failure.description)" }
    }
    logger.log(level: level, "request", metadata: metadata)
  }
}

extension Logger.Level {
  fileprivate init(_ level: LogOptions.Level) {
    switch level {
    case .error: self = .error
    case .warning: self = .warning
    case .info: self = .info
    case .debug: self = .debug
    case .trace: self = .trace
    }
  }
}
