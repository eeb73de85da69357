internal import CCurl
import Glibc

/// The proxy that the environment names for an address, as libcurl understands it. Only what is told to people is
/// worked out here: libcurl itself decides.
struct EnvironmentProxy: Equatable {
  /// The variable that names it.
  let variable: String
  /// Its host, without a name or password.
  let host: String
  let port: String

  /// The proxy for a scheme; nil where none is set.
  init?(isEncrypted: Bool, _ variable: (String) -> String? = Self.variable) {
    // Upper case HTTP_PROXY can be set by a request where a program runs under CGI; libcurl reads it in lower case alone.
    let names = isEncrypted ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    guard let name = (names + ["all_proxy", "ALL_PROXY"]).first(where: { variable($0) != nil }),
      let text = variable(name), let url = curl_url()
    else { return nil }
    defer { curl_url_cleanup(url) }
    let given = text.contains("://") ? text : "http://\(text)"
    guard curl_url_set(url, CURLUPART_URL, given, UInt32(CURLU_NON_SUPPORT_SCHEME)) == CURLUE_OK else { return nil }
    func part(_ which: CURLUPart) -> String? {
      var value: UnsafeMutablePointer<CChar>?
      guard curl_url_get(url, which, &value, 0) == CURLUE_OK, let value else { return nil }
      defer { curl_free(value) }
      return String(cString: value)
    }
    guard let host = part(CURLUPART_HOST) else { return nil }
    self.variable = name
    self.host = host
    port = part(CURLUPART_PORT) ?? (given.hasPrefix("https://") ? "443" : "1080")
  }

  /// The proxy before a server; nil where there is none, or the server is excepted.
  init?(for address: Address, _ variable: (String) -> String? = Self.variable) {
    guard !address.isLoopback, !Self.isExcepted(address.host, variable) else { return nil }
    self.init(isEncrypted: address.isEncrypted, variable)
  }

  /// The host, an IPv6 address without brackets.
  var name: String { host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }

  /// The proxy for people.
  var text: String { "\(ServerText.harmless(host)):\(port)" }

  /// Whether libcurl's words are about this proxy.
  func isMeant(in reason: String) -> Bool {
    reason.contains("\(name) port \(port)") || reason.contains("\(host):\(port)")
  }

  /// Whether the environment's `no_proxy` names a host: libcurl looks there for the name in the URL, which is another one
  /// where a server's name was given besides its address.
  static func isExcepted(_ host: String, _ variable: (String) -> String? = Self.variable) -> Bool {
    guard let list = variable("no_proxy") ?? variable("NO_PROXY") else { return false }
    let host = host.lowercased().filter { $0 != "[" && $0 != "]" }
    return list.lowercased().split(whereSeparator: { $0 == "," || $0 == " " }).contains { entry in
      let name = entry.hasPrefix(".") ? entry.dropFirst() : entry
      return entry == "*" || host == name || host.hasSuffix(".\(name)")
    }
  }

  static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
