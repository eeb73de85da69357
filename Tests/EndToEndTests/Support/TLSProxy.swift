import Foundation
import FoundationNetworking
import Glibc

/// nginx before another server: speaks TLS with a certificate of its own authority, and wants a bearer token, a name and
/// password, or a client certificate.
final class TLSProxy {
  let port: Int
  var url: String { "https://localhost:\(port)" }
  /// Another name than `localhost` that the server's certificate is for; it is known to no DNS.
  static let name = "thanos.meshtop.invalid"
  /// The authority's certificate.
  var caFile: String { "\(folder.path)/ca.pem" }
  /// A plain server that answers with a number to whatever it is asked.
  var statusURL: String { "http://127.0.0.1:\(statusPort)" }
  private let folder: Folder
  private let target: String
  private let wantsCertificate: Bool
  private let statusPort: Int
  private var generation = 0
  private var process: Child?

  /// Starts a proxy to `target` that lets in who has one of the tokens, or else a certificate of the authority's.
  init(to target: String, tokens: [String], wantsCertificate: Bool = false) async throws {
    folder = try Folder()
    self.wantsCertificate = wantsCertificate
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

  /// Lets in who has one of other tokens, or one of other values of `Authorization`, from now on.
  func allow(_ tokens: [String] = [], authorizations: [String] = []) async throws {
    let before = workers
    try configure(tokens, authorizations)
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

  /// Lines of what was told: the name in the TLS handshake, the header `Host`, the client certificate's owner, and
  /// `X-Scope-OrgID`.
  var told: [Substring] { folder.text("told.log").split(separator: "\n") }

  private func makeCertificates() throws {
    let ca = "\(folder.path)/ca"
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try Program.tool(
      "openssl",
      ["req", "-x509"] + key + [
        "-keyout", "\(ca).key", "-out", "\(ca).pem", "-subj", "/CN=Test authority", "-days", "2",
      ])
    try makeCertificate("server", "/CN=localhost", "subjectAltName=DNS:localhost,DNS:\(Self.name)")
  }

  /// A certificate of the authority's, and its key, as `NAME.pem` and `NAME.key`.
  @discardableResult
  func makeCertificate(_ name: String, _ subject: String, _ extensions: String = "") throws -> (
    certificate: String, key: String
  ) {
    let (ca, file) = ("\(folder.path)/ca", "\(folder.path)/\(name)")
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try Program.tool("openssl", ["req"] + key + ["-keyout", "\(file).key", "-out", "\(file).csr", "-subj", subject])
    try folder.write(extensions + "\n", to: "\(name).extensions")
    try Program.tool(
      "openssl",
      [
        "x509", "-req", "-in", "\(file).csr", "-CA", "\(ca).pem", "-CAkey", "\(ca).key", "-CAcreateserial", "-days",
        "2", "-out", "\(file).pem", "-extfile", "\(file).extensions",
      ])
    return ("\(file).pem", "\(file).key")
  }

  private func configure(_ tokens: [String], _ authorizations: [String] = []) throws {
    generation += 1
    let map = (tokens.map { "Bearer \($0)" } + authorizations).map { "\"\($0)\" 1;" }.joined(separator: "\n")
    let check = wantsCertificate ? "ssl_client_certificate \(caFile); ssl_verify_client on;" : ""
    let gate = wantsCertificate ? "" : "if ($is_allowed = 0) { return 401; }"
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
        log_format told "$ssl_server_name $http_host $ssl_client_s_dn $http_x_scope_orgid";
        access_log \(folder.path)/access.log short;
        access_log \(folder.path)/told.log told;
        \(temporary)
        map $http_authorization $is_allowed {
          default 0;
          \(map)
        }
        server {
          listen 127.0.0.1:\(port) ssl;
          ssl_certificate \(folder.path)/server.pem;
          ssl_certificate_key \(folder.path)/server.key;
          \(check)
          location / {
            \(gate)
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
