internal import CCurl

/// How to connect, and how long to wait.
struct TransportOptions: Sendable {
  var isEncrypted: Bool
  var isLoopback: Bool
  var caFile: String?
  var skipsVerification: Bool
  var connectTimeout: Duration
  var timeout: Duration
  var largestAnswer: Int
  var userAgent: String

  /// Sets a handle up to connect and to wait in this way; what is asked is for the caller to set.
  func apply(to easy: UnsafeMutableRawPointer) {
    cc_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    cc_set_number(easy, CURLOPT_NOSIGNAL, 1)
    cc_set_number(easy, CURLOPT_FOLLOWLOCATION, 0)
    cc_set_text(easy, CURLOPT_ACCEPT_ENCODING, "")
    cc_set_text(easy, CURLOPT_USERAGENT, userAgent)
    cc_set_number(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    // Over TLS the first connection may turn out to carry all requests at once; without, each wants its own.
    cc_set_number(easy, CURLOPT_PIPEWAIT, isEncrypted ? 1 : 0)
    // A peer that went without a word is found out between refreshes, not by the next one.
    cc_set_number(easy, CURLOPT_TCP_KEEPALIVE, 1)
    cc_set_number(easy, CURLOPT_TCP_KEEPIDLE, 30)
    cc_set_number(easy, CURLOPT_TCP_KEEPINTVL, 10)
    // The whole answer has to come in time: that bounds a stall and a drip of bytes, too. A lowest speed would also end
    // questions that a server works on long before its first byte.
    cc_set_number(easy, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(connectTimeout))
    cc_set_number(easy, CURLOPT_TIMEOUT_MS, Self.milliseconds(timeout))
    cc_set_number(easy, CURLOPT_SSL_VERIFYPEER, skipsVerification ? 0 : 1)
    cc_set_number(easy, CURLOPT_SSL_VERIFYHOST, skipsVerification ? 0 : 2)
    // A proxy could not reach this machine's own servers, and would see what is sent to them.
    if isLoopback { cc_set_text(easy, CURLOPT_NOPROXY, "*") }
    if let caFile { cc_set_text(easy, CURLOPT_CAINFO, caFile) }
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }
}
