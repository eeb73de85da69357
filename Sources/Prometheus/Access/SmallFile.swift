import Glibc

/// What tells a renewed file from the one that was read: services' tokens are renewed by moving a link.
struct FileStamp: Equatable, Sendable {
  private var node: UInt
  private var size: Int
  private var seconds: Int
  private var nanoseconds: Int

  /// The stamp of what is at a path now.
  init(of path: String) throws(SmallFile.Fault) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw SmallFile.Fault.system }
    node = UInt(status.st_ino)
    size = Int(status.st_size)
    seconds = Int(status.st_mtim.tv_sec)
    nanoseconds = Int(status.st_mtim.tv_nsec)
  }
}

/// Reads files that are small unless something is wrong.
enum SmallFile {
  /// Why a file cannot be read: the end of a sentence, without anything of what is in the file.
  struct Fault: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }

    /// What the last system call says.
    static var system: Fault { Fault(strerror(errno).map { String(cString: $0) } ?? "error \(errno)") }
  }

  /// The bytes of a file.
  static func read(_ path: String, longest: Int) throws(Fault) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Fault.system }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while bytes.count <= longest {
      var count = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
        count = Glibc.read(descriptor, buffer.baseAddress, 1 << 16)
        initialized = max(0, count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Fault.system }
      if count == 0 { return bytes }
      bytes += chunk
    }
    throw Fault("it is longer than \(longest >> 10) KiB")
  }

  /// A path as it is meant in a file of another folder.
  static func path(_ path: String, in folder: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }

  /// The folder that a file is in.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
