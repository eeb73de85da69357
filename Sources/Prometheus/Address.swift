internal import CCurl
import Metrics

/// The address of a server's API: scheme, host, port and the path that stands before `/api/v1`.
struct Address: Sendable {
  /// The address as people read it, without a slash at its end.
  let text: String
  /// Whether the connection is encrypted.
  let isEncrypted: Bool
  /// Whether the server is this machine.
  let isLoopback: Bool
  /// The host, an IPv6 address in brackets.
  let host: String
  /// The port, also where the scheme's own one is left out.
  let port: String
  private let path: String

  /// Reads an address. One without a scheme is taken as https.
  init(_ text: String) throws(SourceError) {
    let given = text.contains("://") ? text : "https://\(text)"
    guard let url = curl_url() else { throw Self.bad(text, "there is no memory to read it") }
    defer { curl_url_cleanup(url) }
    let code = curl_url_set(url, CURLUPART_URL, given, 0)
    guard code == CURLUE_OK else {
      throw Self.bad(text, String(cString: curl_url_strerror(code)).lowercased())
    }
    func part(_ which: CURLUPart) -> String? { Self.part(which, of: url) }
    let scheme = part(CURLUPART_SCHEME) ?? ""
    guard scheme == "http" || scheme == "https" else { throw Self.bad(text, "only http and https are spoken") }
    guard part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil else {
      throw SourceError(
        .token,
        problem: "The address has a user name or password in it, which would show on screen and in lists of processes.",
        remedy: "Leave it out, and give a token with --token-file, or a name with --user and --password-file.")
    }
    guard part(CURLUPART_QUERY) == nil, part(CURLUPART_FRAGMENT) == nil else {
      throw Self.bad(text, "it has a ? or # in it")
    }
    guard let host = part(CURLUPART_HOST), !host.isEmpty else { throw Self.bad(text, "it names no host") }
    var path = part(CURLUPART_PATH) ?? ""
    while path.hasSuffix("/") { path.removeLast() }
    // What people copy from a browser or a configuration.
    for suffix in ["/api/v1/query", "/api/v1", "/graph"] where path.hasSuffix(suffix) { path.removeLast(suffix.count) }
    let port = part(CURLUPART_PORT)
    self.text = "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(path)"
    isEncrypted = scheme == "https"
    self.host = host
    self.path = path
    self.port = port ?? (scheme == "https" ? "443" : "80")
    isLoopback = host == "localhost" || host == "[::1]" || Self.isIPv4Loopback(host)
  }

  /// The host, an IPv6 address without brackets.
  var name: String { host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }

  /// Whether a URL leads to the same server: scheme, host and port.
  func hasOrigin(of url: String) -> Bool {
    guard let parsed = curl_url() else { return false }
    defer { curl_url_cleanup(parsed) }
    guard curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK, Self.part(CURLUPART_USER, of: parsed) == nil else {
      return false
    }
    let port = Self.part(CURLUPART_PORT, of: parsed, flags: UInt32(CURLU_DEFAULT_PORT)) ?? ""
    let scheme = Self.part(CURLUPART_SCHEME, of: parsed) ?? ""
    return "\(scheme)://\((Self.part(CURLUPART_HOST, of: parsed) ?? "").lowercased()):\(port)" == origin
  }

  private static func part(_ which: CURLUPart, of url: OpaquePointer, flags: UInt32 = 0) -> String? {
    var value: UnsafeMutablePointer<CChar>?
    guard curl_url_get(url, which, &value, flags) == CURLUE_OK, let value else { return nil }
    defer { curl_free(value) }
    return String(cString: value)
  }

  /// Scheme, host and port, in one way of writing.
  var origin: String { "\(isEncrypted ? "https" : "http")://\(host.lowercased()):\(port)" }

  /// The address with another host.
  ///
  /// Fails where that is no name of a host.
  func text(host name: String) throws(SourceError) -> String {
    let isName = name.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        || Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
    }
    guard !name.isEmpty, name.utf8.count <= 253, isName, name.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw SourceError(
        .options, problem: "\(ServerText.harmless(name)) is no name of a server.",
        remedy: "Give the name in the certificate with --server-name, without scheme and port.")
    }
    return "https://\(name):\(port)\(path)"
  }

  private static func isIPv4Loopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func bad(_ text: String, _ reason: String) -> SourceError {
    // What follows the last @ can hold no password, and what stands before ? and # no token.
    var shown = text.lastIndex(of: "@").map { "…@" + text[text.index(after: $0)...] } ?? text
    if let end = shown.firstIndex(where: { $0 == "?" || $0 == "#" }) { shown = shown[...end] + "…" }
    return SourceError(
      .unexpectedStatus, problem: "\(ServerText.harmless(shown)) is no address of a server: \(reason).",
      remedy: "Give one like https://thanos-querier.example:9091.")
  }
}
