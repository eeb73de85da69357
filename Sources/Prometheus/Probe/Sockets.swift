import Glibc

/// The first two steps of a connection, done by hand to see each by itself.
enum Sockets {
  /// The addresses of a name, or why there are none.
  static func addresses(of host: String, port: Int) -> (addresses: [SocketAddress], failure: String?) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, "\(port)", &hints, &list)
    guard code == 0 else { return ([], String(cString: gai_strerror(code)).lowercased()) }
    defer { freeaddrinfo(list) }
    var found: [SocketAddress] = []
    var next = list
    while let entry = next?.pointee {
      if let address = SocketAddress(entry), !found.contains(address) { found.append(address) }
      next = entry.ai_next
    }
    return (found, found.isEmpty ? "it has no address" : nil)
  }

  /// Connects to all addresses at once, and closes the connections again.
  static func connect(to addresses: [SocketAddress], atMost limit: Duration) -> [ConnectionFinding.Attempt] {
    let clock = ContinuousClock()
    let start = clock.now
    var attempts = addresses.map { ConnectionFinding.Attempt(address: $0.text) }
    var open: [(index: Int, file: Int32)] = []
    for (index, address) in addresses.enumerated() {
      let file = socket(
        address.family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
      if file < 0 || !address.connect(file) && errno != EINPROGRESS {
        attempts[index].failure = reason(errno)
        if file >= 0 { close(file) }
      } else {
        open.append((index, file))
      }
    }
    while !open.isEmpty, clock.now - start < limit {
      var polled = open.map { pollfd(fd: $0.file, events: Int16(POLLOUT), revents: 0) }
      poll(&polled, nfds_t(polled.count), 50)
      for (place, entry) in polled.enumerated().reversed() where entry.revents != 0 {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(entry.fd, SOL_SOCKET, SO_ERROR, &code, &size)
        let index = open.remove(at: place).index
        if code == 0 { attempts[index].duration = clock.now - start } else { attempts[index].failure = reason(code) }
        close(entry.fd)
      }
    }
    for (index, file) in open {
      attempts[index].failure = "no answer within \(limit.components.seconds) s"
      close(file)
    }
    return attempts
  }

  private static func reason(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)"
  }
}

/// An address to connect to.
struct SocketAddress: Sendable, Equatable {
  var family: Int32
  private var bytes: [UInt8]
  /// The address as numbers.
  var text: String

  /// - Returns: nil of an address that has no numbers.
  init?(_ entry: addrinfo) {
    guard let address = entry.ai_addr else { return nil }
    family = entry.ai_family
    bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen)))
    var name = [CChar](repeating: 0, count: 64)
    guard getnameinfo(address, entry.ai_addrlen, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0 else {
      return nil
    }
    text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Begins to connect.
  ///
  /// - Returns: whether that is done already; `errno` tells why it is not.
  func connect(_ file: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      guard let address = buffer.assumingMemoryBound(to: sockaddr.self).baseAddress else { return false }
      return Glibc.connect(file, address, socklen_t(buffer.count)) == 0
    }
  }
}
