internal import CCurl
import Glibc

/// The proxy that libcurl takes from the environment.
struct EnvironmentProxy: Sendable, Equatable {
  var variable: String
  var host: String
  var port: Int

  /// - Returns: nil where none is named, or the server is excepted by `no_proxy`.
  init?(for address: Address, _ environment: (String) -> String? = Self.value) {
    guard !address.isLoopback else { return nil }
    let exceptions = environment("no_proxy") ?? environment("NO_PROXY") ?? ""
    let host = address.host.lowercased()
    for exception in exceptions.lowercased().split(whereSeparator: { $0 == "," || $0 == " " }) {
      let name = exception.drop { $0 == "." }
      if exception == "*" || host == name || host.hasSuffix(".\(name)") { return nil }
    }
    // Servers are handed HTTP_PROXY by whoever asks them for pages, so that libcurl reads its small letters alone.
    let names = address.isEncrypted ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    guard let variable = (names + ["all_proxy", "ALL_PROXY"]).first(where: { environment($0) != nil }),
      let text = environment(variable), let url = curl_url()
    else { return nil }
    defer { curl_url_cleanup(url) }
    let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME)
    guard curl_url_set(url, CURLUPART_URL, text.contains("://") ? text : "http://\(text)", flags) == CURLUE_OK else {
      return nil
    }
    func part(_ which: CURLUPart) -> String? {
      var value: UnsafeMutablePointer<CChar>?
      guard curl_url_get(url, which, &value, 0) == CURLUE_OK, let value else { return nil }
      defer { curl_free(value) }
      return String(cString: value)
    }
    guard let proxy = part(CURLUPART_HOST) else { return nil }
    self.variable = variable
    self.host = proxy.hasPrefix("[") ? String(proxy.dropFirst().dropLast()) : proxy
    port = part(CURLUPART_PORT).flatMap(Int.init) ?? (part(CURLUPART_SCHEME) == "https" ? 443 : 1080)
  }

  private static func value(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
