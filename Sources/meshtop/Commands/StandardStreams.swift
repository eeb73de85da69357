import Glibc

/// The process' own streams.
enum StandardStreams {
  /// Whether standard output is a terminal.
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes a line to standard error.
  static func complain(_ line: String) { _ = write(Array((line + "\n").utf8), to: STDERR_FILENO) }

  /// Writes a text to standard error, without an end of line.
  static func put(_ text: String) { _ = write(Array(text.utf8), to: STDERR_FILENO) }

  /// Writes bytes to standard output.
  ///
  /// - Returns: whether all could be written. A reader that has gone is no error: it has what it wanted.
  static func print(_ bytes: [UInt8]) -> Bool { write(bytes, to: STDOUT_FILENO) || errno == EPIPE }

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
