import Foundation
import Glibc

/// nginx as several servers that each show another certificate, or answer in another way.
final class TLSServers {
  /// What is wrong with a server; nothing with the first.
  enum Kind: String, CaseIterable {
    case good, expired, otherName, selfSigned, unauthorized, forbidden, page, login, missing
  }

  /// The authority's certificate, which signed all servers'.
  var caFile: String { "\(folder.path)/ca.pem" }
  /// The certificate of the server that has signed its own.
  var selfSignedFile: String { "\(folder.path)/selfSigned.pem" }
  let token: String
  private let folder: Folder
  private let ports: [Kind: Int]
  private var process: Child?

  /// Starts servers of which the good one hands questions on to `target`, if they come with the token.
  init(to target: String, token: String) async throws {
    folder = try Folder()
    self.token = token
    ports = try Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0, try FreePort.any()) })
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try Program.tool(
      "openssl",
      ["req", "-x509"] + key + [
        "-keyout", "\(folder.path)/ca.key", "-out", caFile, "-subj", "/CN=Test authority", "-days", "2",
      ])
    try folder.write(
      """
      [ca]
      default_ca = own
      [own]
      dir = \(folder.path)
      database = $dir/index
      new_certs_dir = $dir
      rand_serial = yes
      unique_subject = no
      default_md = sha256
      policy = any
      [any]
      commonName = supplied
      """, to: "ca.conf")
    try folder.write("", to: "index")
    let now = Date()
    let day = 86_400.0
    try certificate("good", name: "localhost", from: now - day, until: now + 10.5 * day)
    try certificate("expired", name: "localhost", from: now - 5 * day, until: now - 3.5 * day)
    try certificate("otherName", name: "metrics.example", from: now - day, until: now + day)
    try Program.tool(
      "openssl",
      ["req", "-x509"] + key + [
        "-keyout", "\(folder.path)/selfSigned.key", "-out", selfSignedFile, "-subj", "/CN=localhost", "-days", "2",
        "-addext", "subjectAltName=DNS:localhost",
      ])
    try configure(target)
    guard let path = Program.installed("nginx") else { throw Failure("nginx is not installed") }
    let arguments = ["-c", "\(folder.path)/nginx.conf", "-p", folder.path, "-e", "\(folder.path)/error.log"]
    process = try Child(path, arguments, environment: Program.environment())
    try await wait(for: "nginx to listen") { ports.values.allSatisfy(Self.isOpen) }
  }

  deinit { process?.end() }

  func url(_ kind: Kind) -> String { "https://localhost:\(ports[kind] ?? 0)" }

  private func certificate(_ file: String, name: String, from start: Date, until end: Date) throws {
    func time(_ date: Date) -> String {
      let text: String = date.formatted(.iso8601)
      return text.filter { $0.isNumber || $0 == "Z" }
    }
    let path = "\(folder.path)/\(file)"
    try Program.tool(
      "openssl",
      [
        "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "\(path).key", "-out",
        "\(path).csr", "-subj", "/CN=\(name)",
      ])
    try folder.write("subjectAltName=DNS:\(name)\n", to: "extensions")
    try Program.tool(
      "openssl",
      [
        "ca", "-batch", "-config", "\(folder.path)/ca.conf", "-cert", caFile, "-keyfile", "\(folder.path)/ca.key",
        "-startdate", time(start), "-enddate", time(end), "-in", "\(path).csr", "-out", "\(path).pem", "-notext",
        "-extfile", "\(folder.path)/extensions",
      ])
  }

  private func configure(_ target: String) throws {
    let answers: [Kind: String] = [
      .unauthorized: "add_header WWW-Authenticate 'Bearer realm=\"x\"' always; return 401;",
      .forbidden:
        "return 403 'Forbidden (user=system:serviceaccount:shop:viewer, verb=get, resource=namespaces, subresource=)';",
      .page: "default_type text/html; return 200 '<!doctype html><html>Dashboard</html>';",
      .login: "return 302 https://oauth.example/oauth/authorize?client_id=x;", .missing: "return 404;",
    ]
    let servers = Kind.allCases.map { kind in
      let file = [.expired, .otherName, .selfSigned].contains(kind) ? kind.rawValue : "good"
      // As if now were when the server's figures are of.
      let proxied = """
        if ($http_authorization != "Bearer \(token)") { return 401; }
        set $args "time=\(RealPrometheus.end)&$args";
        proxy_pass \(target);
        """
      return """
        server {
          listen 127.0.0.1:\(ports[kind] ?? 0) ssl;
          ssl_certificate \(folder.path)/\(file).pem;
          ssl_certificate_key \(folder.path)/\(file).key;
          location / { \(answers[kind] ?? proxied) }
        }
        """
    }
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "\($0)_temp_path \(folder.path)/\($0);" }.joined(separator: "\n")
    try folder.write(
      """
      worker_processes 1;
      daemon off;
      pid \(folder.path)/nginx.pid;
      error_log \(folder.path)/error.log;
      events {}
      http {
        access_log \(folder.path)/access.log;
        \(temporary)
        \(servers.joined(separator: "\n"))
      }
      """, to: "nginx.conf")
  }

  private static func isOpen(_ port: Int) -> Bool {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = UInt16(port).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, size) == 0 }
    }
  }
}
