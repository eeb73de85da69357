import Foundation
import FoundationNetworking
import Glibc

/// nginx before another server: speaks TLS with a certificate of its own authority, and wants a bearer token.
final class TLSProxy {
  let port: Int
  var url: String { "https://localhost:\(port)" }
  /// The authority's certificate.
  var caFile: String { "\(folder.path)/ca.pem" }
  /// A plain server that answers with a number to whatever it is asked.
  var statusURL: String { "http://127.0.0.1:\(statusPort)" }
  private let folder: Folder
  private let target: String
  private let statusPort: Int
  private var generation = 0
  private var process: Child?

  /// Starts a proxy to `target` that lets in who has one of the tokens.
  init(to target: String, tokens: [String]) async throws {
    folder = try Folder()
    self.target = target
    port = try FreePort.any()
    statusPort = try FreePort.any()
    try makeCertificates()
    try configure(tokens)
    guard let path = Program.installed("nginx") else { throw Failure("nginx is not installed") }
    let arguments = ["-c", "\(folder.path)/nginx.conf", "-p", folder.path, "-e", "\(folder.path)/error.log"]
    process = try Child(path, arguments, environment: Program.environment())
    try await waitForGeneration()
  }

  deinit { process?.end() }

  /// Lets in who has one of other tokens, from now on.
  func allow(_ tokens: [String]) async throws {
    let before = workers
    try configure(tokens)
    if let process { kill(process.id, SIGHUP) }
    try await waitForGeneration()
    // A worker of the configuration before may take a connection as long as it is there.
    try await wait(for: "the old workers of nginx to end") { workers.isDisjoint(with: before) }
  }

  /// The identities of the processes that take connections.
  private var workers: Set<Substring> {
    guard let process else { return [] }
    let path = "/proc/\(process.id)/task/\(process.id)/children"
    return Set(((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: " "))
  }

  /// Lines of what was asked: the status, and the method.
  var log: [Substring] { folder.text("access.log").split(separator: "\n") }

  private func makeCertificates() throws {
    let (ca, server) = ("\(folder.path)/ca", "\(folder.path)/server")
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try Program.tool(
      "openssl",
      ["req", "-x509"] + key + [
        "-keyout", "\(ca).key", "-out", "\(ca).pem", "-subj", "/CN=Test authority", "-days", "2",
      ])
    try Program.tool(
      "openssl", ["req"] + key + ["-keyout", "\(server).key", "-out", "\(server).csr", "-subj", "/CN=localhost"])
    try folder.write("subjectAltName=DNS:localhost\n", to: "extensions")
    try Program.tool(
      "openssl",
      [
        "x509", "-req", "-in", "\(server).csr", "-CA", "\(ca).pem", "-CAkey", "\(ca).key", "-CAcreateserial", "-days",
        "2",
        "-out", "\(server).pem", "-extfile", "\(folder.path)/extensions",
      ])
  }

  private func configure(_ tokens: [String]) throws {
    generation += 1
    let map = tokens.map { "\"Bearer \($0)\" 1;" }.joined(separator: "\n")
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
        log_format short "$status $request_method";
        access_log \(folder.path)/access.log short;
        \(temporary)
        map $http_authorization $is_allowed {
          default 0;
          \(map)
        }
        server {
          listen 127.0.0.1:\(port) ssl;
          ssl_certificate \(folder.path)/server.pem;
          ssl_certificate_key \(folder.path)/server.key;
          location / {
            if ($is_allowed = 0) { return 401; }
            proxy_pass \(target);
          }
        }
        server {
          listen 127.0.0.1:\(statusPort);
          access_log off;
          location / { return 200 "\(generation)"; }
        }
      }
      """, to: "nginx.conf")
  }

  /// Waits until the proxy works by its newest configuration.
  private func waitForGeneration() async throws {
    guard let status = URL(string: "\(statusURL)/") else { throw Failure("no address") }
    try await wait(for: "nginx at \(url)") {
      guard process?.status == nil else { throw Failure("nginx ended: \(folder.text("error.log"))") }
      let request = URLRequest(url: status, cachePolicy: .reloadIgnoringLocalCacheData)
      let answer = try? await URLSession(configuration: .ephemeral).data(for: request)
      return answer.map { String(decoding: $0.0, as: UTF8.self) } == "\(generation)"
    }
  }
}
