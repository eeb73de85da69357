import ArgumentParser
import Dashboard
import Metrics
import Recording

/// Why a command could not do what it was asked for: what is wrong, what to do, and how it ends.
struct Trouble: Error, CustomStringConvertible {
  /// How the process ends, by the numbers of sysexits.h.
  enum Status: Int32 {
    case usage = 64
    case badFile = 65
    case unreachable = 69
    case cannotWrite = 73
    case notAllowed = 77
  }

  var status: Status
  var problem: String
  var remedy: String
  var isOverload = false
  /// The kind of a source's failure; nil for any other.
  var kind: SourceError.Kind?
  var retryAfter: Duration?

  init(_ status: Status, _ problem: String, _ remedy: String = "") {
    self.status = status
    self.problem = problem
    self.remedy = remedy
  }

  /// What a source says of its failure.
  init(_ error: SourceError) {
    switch error.kind {
    case .unauthenticated, .forbidden, .token: status = .notAllowed
    case .file: status = .badFile
    case .options: status = .usage
    default: status = .unreachable
    }
    problem = error.problem
    remedy = error.remedy
    kind = error.kind
    isOverload = error.kind == .overloaded || error.kind == .timedOut
    retryAfter = error.retryAfter
  }

  /// Why a source cannot be asked at all: because of what was given, or of a file that it names.
  init(starting error: SourceError) {
    self.init(error)
    status = error.kind == .file ? .badFile : .usage
  }

  /// What a recording says of its failure.
  init(_ error: RecordingError, _ status: Status) { self.init(status, error.problem, error.remedy) }

  var description: String { remedy.isEmpty ? problem : "\(problem) \(remedy)" }

  /// The trouble as the dashboard shows it.
  var failure: Failure {
    Failure(problem: problem, remedy: remedy, isOverload: isOverload, retryAfter: retryAfter)
  }

  /// Says what is wrong on standard error, and how the process is to end.
  func report() -> ExitCode {
    StandardStreams.complain("meshtop: \(description)")
    return ExitCode(status.rawValue)
  }
}
