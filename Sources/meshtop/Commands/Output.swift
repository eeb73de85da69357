/// Where a command leaves what it made.
enum Output {
  /// Writes to a file in place of what is there, or to standard output where none is named.
  static func write(_ bytes: [UInt8], to file: String?) throws(Trouble) {
    if let file, file != "-" {
      try NewFile.replace(file, with: bytes)
    } else {
      try StandardStreams.write(bytes)
    }
  }
}
