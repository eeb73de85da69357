import Glibc
import Terminal

/// The process' own streams.
enum StandardStreams {
  /// Whether standard output is a terminal.
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  /// Whether standard error is a terminal.
  static var errorsAreTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes lines to standard error. Names that files, servers and users gave are in them, so they are made harmless.
  static func complain(_ lines: String) {
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      _ = write(Array((Text.sanitized(line) + "\n").utf8), to: STDERR_FILENO)
    }
  }

  /// Writes a text to standard error, without an end of line.
  static func put(_ text: String) { _ = write(Array(text.utf8), to: STDERR_FILENO) }

  /// Writes bytes to standard output.
  ///
  /// - Returns: whether all could be written. A reader that has gone is no error: it has what it wanted.
  static func print(_ bytes: [UInt8]) -> Bool { write(bytes, to: STDOUT_FILENO) || errno == EPIPE }

  /// Writes bytes to standard output, all of which must arrive unless the reader has gone.
  static func write(_ bytes: [UInt8]) throws(Trouble) {
    guard !print(bytes) else { return }
    throw Trouble(
      .cannotWrite, "Cannot write to standard output: \(SystemReason.last).", "Name a file with snapshot -o.")
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          return false
        }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }
}
