import Glibc

/// Reads whole files.
enum FileText {
  /// More than this is not read: no file that meshtop takes is larger.
  static let longest = 1 << 30

  /// The bytes of a file that is not longer than a limit; `-` is standard input.
  static func read(_ path: String, longest: Int = longest) throws(Trouble) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    if size > 0, size <= longest { bytes.reserveCapacity(size) }
    while size <= longest, bytes.count <= longest {
      var count = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, initialized in
        count = Glibc.read(descriptor, buffer.baseAddress, 1 << 18)
        initialized = max(0, count)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw failure(path) }
      if count == 0 { return bytes }
      bytes += chunk
    }
    let limit = longest >= 1 << 30 ? "\(longest >> 30) GiB" : "\(longest >> 20) MiB"
    throw Trouble(.badFile, "\(path) is larger than \(limit).", "Name a smaller file.")
  }

  /// The bytes of a file that must be a plain one, no link and no pipe, and not longer than a limit; nil where there is none.
  static func readPlain(_ path: String, longest: Int) throws(Trouble) -> [UInt8]? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure(path)
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= longest else {
      throw Trouble(.badFile, "\(path) is not the file that it should be.", "Remove what is there.")
    }
    return try read(path)
  }

  /// Whether there is something at a path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  private static func failure(_ path: String) -> Trouble {
    return Trouble(.badFile, "Cannot read \(path): \(SystemReason.last).", "Name a file that can be read.")
  }
}
