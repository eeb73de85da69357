import CNcurses

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The terminal as two open files: standard input and output if both are one, else the controlling terminal.
struct Tty {
  let input: UnsafeMutablePointer<FILE>
  let output: UnsafeMutablePointer<FILE>
  let inputFile: Int32
  let outputFile: Int32

  init?() {
    let isStandard = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let first = isStandard ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard first >= 0 else { return nil }
    let second = fcntl(isStandard ? STDOUT_FILENO : first, F_DUPFD_CLOEXEC, 3)
    guard second >= 0, let input = fdopen(first, "r"), let output = fdopen(second, "w") else { return nil }
    self.input = input
    self.output = output
    inputFile = first
    outputFile = second
  }

  /// The terminal's size; nil if it is gone or does not tell.
  var size: (width: Int, height: Int)? {
    var window = winsize()
    guard ioctl(outputFile, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else { return nil }
    return (Int(window.ws_col), Int(window.ws_row))
  }

  /// Writes bytes past ncurses.
  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { platformWrite(outputFile, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      if written <= 0 { return }
      rest = rest.dropFirst(written)
    }
  }

  func write(_ text: String) { write(Array(text.utf8)) }

  func close() {
    fclose(input)
    fclose(output)
  }
}

private func platformWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(file, bytes, count) }
