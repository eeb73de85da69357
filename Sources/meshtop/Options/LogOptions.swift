import ArgumentParser
import EventLog
import Glibc

/// Where the run is told of, and how much.
struct LogOptions: ParsableArguments {
  enum Level: String, CaseIterable, ExpressibleByArgument {
    case error
    case warning
    case info
    case debug
    case trace
  }

  @Option(help: ArgumentHelp("Add what happens to a file, one line an event.", valueName: "file"))
  var logFile: String?

  @Option(help: "How much to log; debug has a line for each question, trace also its text, with label values.")
  var logLevel = Level.info

  /// Begins the log, if one is asked for and not begun yet.
  func open() throws(Trouble) {
    guard let logFile, RunLog.current == nil else { return }
    let file = LogFile(logFile) { reason in
      StandardStreams.complain("meshtop: Nothing more is logged to \(logFile): \(reason). Make room, then start again.")
    }
    guard let file else {
      let reason =
        errno == ELOOP ? "it is a link" : errno == EINVAL ? "it is no plain file" : SystemReason.last
      throw Trouble(.cannotWrite, "Cannot log to \(logFile): \(reason).", "Name another file with --log-file.")
    }
    RunLog.begin(file, logLevel)
  }
}
