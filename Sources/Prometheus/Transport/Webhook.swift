internal import CCurl
import Dispatch
public import Metrics

/// An address that is told of what happened, by a POST of JSON.
public struct Webhook: Sendable {
  private let url: String
  private let shown: String
  private let options: TransportOptions

  /// How long a POST may take.
  private static let patience = Duration.seconds(10)

  /// A webhook at an address, https unless it is this machine's. What follows its host can be a secret, and is never shown.
  public init(_ url: String, userAgent: String) throws(SourceError) {
    let isPlain = url.hasPrefix("http://")
    let scheme = isPlain ? "http" : "https"
    let origin = isPlain ? url.dropFirst(7) : url.hasPrefix("https://") ? url.dropFirst(8) : url[...]
    guard !origin.contains("://") else {
      throw SourceError(
        .unreachable, problem: "Only http and https are spoken to webhooks.", remedy: "Use an https:// address.")
    }
    let host = origin.prefix { !"/?#".contains($0) }
    let address = try Address("\(scheme)://\(host)")
    guard address.isEncrypted || address.isLoopback else {
      throw SourceError(
        .unreachable, problem: "Nothing is sent to \(address.text): whoever is in between could read it.",
        remedy: "Use an https:// address.")
    }
    self.url = "\(scheme)://\(origin)"
    shown = address.text
    options = TransportOptions(
      isEncrypted: address.isEncrypted, isDirect: address.isLoopback, skipsVerification: false,
      connectTimeout: Self.patience, timeout: Self.patience, largestAnswer: 1 << 16, userAgent: userAgent)
  }

  /// Sends JSON.
  public func send(json: [UInt8]) async throws(SourceError) {
    let outcome = await withCheckedContinuation { (continuation: CheckedContinuation<(UInt32, Int), Never>) in
      // libcurl waits, which no thread of the pool should do.
      DispatchQueue.global().async { continuation.resume(returning: perform(json)) }
    }
    if outcome.0 != 0 {
      let reason = String(cString: curl_easy_strerror(CURLcode(outcome.0)))
      throw SourceError(
        .unreachable, problem: "\(shown) could not be told: \(reason).", remedy: "Check the address of --post.")
    }
    guard (200...299).contains(outcome.1) else {
      throw SourceError(
        .unexpectedStatus, problem: "\(shown) did not take what it was told (\(outcome.1)).",
        remedy: "Check the address of --post.")
    }
  }

  /// libcurl's result and the HTTP status.
  private func perform(_ json: [UInt8]) -> (UInt32, Int) {
    guard let easy = curl_easy_init() else { return (CURLE_OUT_OF_MEMORY.rawValue, 0) }
    defer { curl_easy_cleanup(easy) }
    let lists = options.apply(to: easy)
    cc_set_text(easy, CURLOPT_URL, url)
    var headers = curl_slist_append(nil, "Content-Type: application/json")
    defer { curl_slist_free_all(headers) }
    // Without it libcurl waits a second for a server to say that it wants a longer body.
    headers = curl_slist_append(headers, "Expect:") ?? headers
    cc_set_pointer(easy, CURLOPT_HTTPHEADER, headers)
    cc_set_number(easy, CURLOPT_POSTFIELDSIZE, json.count)
    cc_set_receiver(easy, { _, one, count, _ in one * count }, nil)
    return withExtendedLifetime(lists) {
      json.withUnsafeBytes { bytes in
        cc_set_pointer(easy, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        let code = curl_easy_perform(easy)
        return (code.rawValue, cc_info_number(easy, CURLINFO_RESPONSE_CODE))
      }
    }
  }
}
