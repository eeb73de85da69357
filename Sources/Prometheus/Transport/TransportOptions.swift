internal import CCurl
import Metrics

/// How to connect, what lets one in, and how long to wait.
struct TransportOptions: Sendable {
  var isEncrypted: Bool
  /// Whether no proxy is to be used, whatever the environment says.
  var isDirect: Bool
  /// Where to connect to in place of the URL's host and port, as libcurl's `CONNECT_TO` writes it.
  var connectTo: String?
  /// The certificates to trust, as PEM; nil for the system's.
  var authorities: String?
  var skipsVerification: Bool
  var credentials = Credentials()
  var headers: [RequestHeader] = []
  var connectTimeout: Duration
  var timeout: Duration
  var largestAnswer: Int
  var userAgent: String

  /// Sets a handle up to connect, to be let in and to wait in this way; what is asked is for the caller to set.
  ///
  /// - Returns: what must be kept as long as the handle.
  func apply(to easy: UnsafeMutableRawPointer) -> TransportLists {
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
    if isDirect { cc_set_text(easy, CURLOPT_NOPROXY, "*") }
    let lists = TransportLists()
    if let connectTo {
      lists.connectTo = curl_slist_append(nil, connectTo)
      cc_set_pointer(easy, CURLOPT_CONNECT_TO, lists.connectTo)
    }
    trust(easy)
    identify(easy)
    addHeaders(easy, lists)
    return lists
  }

  /// Whom to trust.
  private func trust(_ easy: UnsafeMutableRawPointer) {
    cc_set_number(easy, CURLOPT_SSL_VERIFYPEER, skipsVerification ? 0 : 1)
    cc_set_number(easy, CURLOPT_SSL_VERIFYHOST, skipsVerification ? 0 : 2)
    if let authorities { Self.set(easy, CURLOPT_CAINFO_BLOB, authorities) }
  }

  /// Who asks.
  private func identify(_ easy: UnsafeMutableRawPointer) {
    if let token = credentials.token {
      cc_set_number(easy, CURLOPT_HTTPAUTH, Int(bitPattern: CURLAUTH_BEARER_VALUE))
      token.reveal { _ = cc_set_text(easy, CURLOPT_XOAUTH2_BEARER, $0) }
    } else if let login = credentials.login {
      cc_set_number(easy, CURLOPT_HTTPAUTH, Int(bitPattern: CURLAUTH_BASIC_VALUE))
      cc_set_text(easy, CURLOPT_USERNAME, login.user)
      login.password.reveal { _ = cc_set_text(easy, CURLOPT_PASSWORD, $0) }
    }
    if let certificate = credentials.certificate {
      Self.set(easy, CURLOPT_SSLCERT_BLOB, certificate.certificates)
      certificate.key.reveal { Self.set(easy, CURLOPT_SSLKEY_BLOB, $0) }
    }
  }

  private func addHeaders(_ easy: UnsafeMutableRawPointer, _ lists: TransportLists) {
    // What is for the server is not for a proxy on the way to it.
    cc_set_number(easy, CURLOPT_HEADEROPT, CURLHEADER_SEPARATE_VALUE)
    for header in headers {
      header.value.reveal { lists.headers = curl_slist_append(lists.headers, "\(header.name): \($0)") }
    }
    if let headers = lists.headers { cc_set_pointer(easy, CURLOPT_HTTPHEADER, headers) }
  }

  private static func set(_ easy: UnsafeMutableRawPointer, _ option: CURLoption, _ text: String) {
    var text = text
    text.withUTF8 { _ = cc_set_blob(easy, option, $0.baseAddress, $0.count) }
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    max(1, Int(duration.milliseconds))
  }
}

/// Lists that libcurl reads as long as a handle is there.
final class TransportLists {
  fileprivate var connectTo: UnsafeMutablePointer<curl_slist>?
  fileprivate var headers: UnsafeMutablePointer<curl_slist>?

  deinit {
    curl_slist_free_all(connectTo)
    curl_slist_free_all(headers)
  }
}
