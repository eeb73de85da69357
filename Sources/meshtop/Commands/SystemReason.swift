import Glibc

/// The system's words.
enum SystemReason {
  /// Why its last call failed.
  static var last: String { strerror(errno).map { String(cString: $0) } ?? "error \(errno)" }
}
