import Glibc

/// Writes whole files: what is there under a name is always complete, and nobody's link is followed.
enum NewFile {
  /// Writes a file, in place of one that is there, whose permissions it takes over. A link is replaced, not followed.
  ///
  /// A pipe, a device, and `/dev/stdout` and the like are written into as they are.
  ///
  /// - Parameter isPrivate: whether only its owner may read it; if not, the process' mask decides for a new one.
  static func replace(_ path: String, with bytes: [UInt8], isPrivate: Bool = false) throws(Trouble) {
    if let stream = try openStream(path) {
      let isWhole = writeAll(bytes, to: stream)
      let reason = errno
      close(stream)
      errno = reason
      // A reader that has gone has what it wanted.
      guard isWhole || reason == EPIPE else { throw failure(path) }
      return
    }
    var mode: mode_t = isPrivate ? 0o600 : 0o666
    var kept: mode_t?
    var status = stat()
    if !isPrivate, lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      mode = 0o600
      kept = status.st_mode & 0o777
    }
    try write(bytes, beside: path, mode: mode, then: { rename($0, path) }, naming: path, keeping: kept)
  }

  /// Writes a file under a name that was free: `name.txt`, `name-2.txt` …
  ///
  /// - Returns: the path.
  static func create(_ name: String, in folder: String, with bytes: [UInt8]) throws(Trouble) -> String {
    try free(name, in: folder) { path throws(Trouble) in
      var isTaken = false
      try write(
        bytes, beside: "\(folder)/.\(path.split(separator: "/").last ?? "")", mode: 0o666,
        then: { temporary in
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

  /// What takes bytes as they come: one of the process' own streams, a pipe, a device; nil for a path of a file.
  private static func openStream(_ path: String) throws(Trouble) -> Int32? {
    var own = ["/dev/stdout": STDOUT_FILENO, "/dev/stderr": STDERR_FILENO][path]
    if own == nil, path.hasPrefix("/dev/fd/") { own = Int32(path.dropFirst("/dev/fd/".count)) }
    var stream: Int32 = -1
    if let own {
      stream = fcntl(own, F_DUPFD_CLOEXEC, 3)
    } else {
      var status = stat()
      guard lstat(path, &status) == 0, [S_IFIFO, S_IFCHR, S_IFBLK].contains(status.st_mode & S_IFMT) else { return nil }
      stream = open(path, O_WRONLY | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC)
    }
    guard stream >= 0 else { throw failure(path) }
    return stream
  }

  /// Writes a file of an unforeseeable name, and has it finished.
  private static func write(
    _ bytes: [UInt8], beside place: String, mode: mode_t, then finish: (String) -> Int32, naming path: String,
    keeping kept: mode_t? = nil
  ) throws(Trouble) {
    var temporary = ""
    var descriptor: Int32 = -1
    for _ in 0..<8 where descriptor < 0 {
      temporary = "\(place).\(String(UInt64.random(in: .min ... .max), radix: 36)).part"
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
      if descriptor < 0, errno != EEXIST { break }
    }
    guard descriptor >= 0 else { throw failure(path) }
    var isWhole = writeAll(bytes, to: descriptor)
    if isWhole, let kept { isWhole = fchmod(descriptor, kept) == 0 }
    // Else a crash of the machine could leave an empty file under the name. Some file systems cannot do it.
    if isWhole, fsync(descriptor) != 0, errno == EIO || errno == ENOSPC || errno == EDQUOT { isWhole = false }
    var reason = errno
    if close(descriptor) != 0, isWhole {
      isWhole = false
      reason = errno
    }
    if isWhole, finish(temporary) != 0 {
      isWhole = false
      reason = errno
    }
    guard isWhole else {
      unlink(temporary)
      errno = reason
      throw failure(path)
    }
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        offset += count
      }
      return true
    }
  }

  private static func failure(_ path: String) -> Trouble {
    return Trouble(.cannotWrite, "Cannot write \(path): \(SystemReason.last).", "Name another place.")
  }
}
