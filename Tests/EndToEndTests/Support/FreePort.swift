import Glibc

/// Finds ports for servers.
enum FreePort {
  /// A port of this machine that was free a moment ago.
  static func any() throws -> Int {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let size = length
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, size) == 0 && getsockname(file, $0, &length) == 0
      }
    }
    guard isBound else { throw Failure("there is no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
