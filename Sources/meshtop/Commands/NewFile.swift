import Glibc

/// Writes whole files: what is there under a name is always complete, and nobody's link is followed.
enum NewFile {
  /// Writes a file, in place of one that is there.
  static func replace(_ path: String, with bytes: [UInt8]) throws(Trouble) {
    let temporary = "\(path).\(getpid()).part"
    try write(bytes, to: temporary, then: { rename(temporary, path) }, naming: path)
  }

  /// Writes a file under a name that was free: `name.txt`, `name-2.txt` …
  ///
  /// - Returns: the path.
  static func create(_ name: String, in folder: String, with bytes: [UInt8]) throws(Trouble) -> String {
    try free(name, in: folder) { path throws(Trouble) in
      let temporary = "\(folder)/.\(path.split(separator: "/").last ?? "").\(getpid()).part"
      var isTaken = false
      try write(
        bytes, to: temporary,
        then: {
          // A hard link fails where the name is taken, whatever is there.
          let result = link(temporary, path)
          isTaken = result != 0 && errno == EEXIST
          let reason = errno
          unlink(temporary)
          errno = reason
          return isTaken ? 0 : result
        }, naming: path)
      return isTaken ? nil : path
    }
  }

  /// What comes of a name that was free: `name.txt`, `name-2.txt` …
  ///
  /// - Parameter make: makes the file of a path; nil where that is taken.
  static func free<Made>(
    _ name: String, in folder: String, _ make: (String) throws(Trouble) -> Made?
  ) throws(Trouble) -> Made {
    let dot = name.firstIndex(of: ".") ?? name.endIndex
    for attempt in 1...999 {
      let free = attempt == 1 ? name : "\(name[..<dot])-\(attempt)\(name[dot...])"
      if let made = try make(folder == "." ? free : "\(folder)/\(free)") { return made }
    }
    throw Trouble(.cannotWrite, "All names like \(name) are taken in \(folder).", "Remove some of these files.")
  }

  private static func write(
    _ bytes: [UInt8], to temporary: String, then finish: () -> Int32, naming path: String
  ) throws(Trouble) {
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    var isWhole = bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        offset += count
      }
      return true
    }
    var reason = errno
    if close(descriptor) != 0, isWhole {
      isWhole = false
      reason = errno
    }
    if isWhole, finish() != 0 {
      isWhole = false
      reason = errno
    }
    guard isWhole else {
      unlink(temporary)
      errno = reason
      throw failure(path)
    }
  }

  private static func failure(_ path: String) -> Trouble {
    let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
    return Trouble(.cannotWrite, "Cannot write \(path): \(reason).", "Name another place.")
  }
}
