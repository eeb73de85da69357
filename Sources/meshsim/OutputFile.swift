import Glibc

/// A file that is being written.
struct OutputFile {
  private let name: String
  private var descriptor: Int32

  /// What the program prints.
  static var standardOutput: OutputFile { OutputFile(name: "standard output", descriptor: STDOUT_FILENO) }

  /// Makes a file, or empties it.
  init(path: String) throws(OutputError) {
    self.init(name: path, descriptor: open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644))
    guard descriptor >= 0 else { throw OutputError(name: path, code: errno) }
  }

  private init(name: String, descriptor: Int32) {
    self.name = name
    self.descriptor = descriptor
  }

  /// Adds bytes to the end.
  mutating func write(_ bytes: [UInt8]) throws(OutputError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw OutputError(name: name, code: errno)
      }
    }
  }

  /// Ends the file.
  mutating func close() throws(OutputError) {
    guard descriptor != STDOUT_FILENO, Glibc.close(descriptor) != 0 else { return }
    throw OutputError(name: name, code: errno)
  }
}

/// Why a file could not be written.
struct OutputError: Error, CustomStringConvertible {
  let name: String
  let code: Int32

  var description: String {
    "Cannot write \(name): \(String(cString: strerror(code))). Choose another file, or make room."
  }
}
