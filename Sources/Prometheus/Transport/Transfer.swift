internal import CCurl
import Metrics
import Synchronization

/// What is to be asked, and how.
struct TransferRequest: Sendable {
  /// The whole URL.
  var url: String
  /// A form to post; nil to get.
  var form: String?
  var token: Secret?
  /// The columns of the answer's rows.
  var labels: [String]
  var isRange: Bool
  /// Where the answer's strings go; answers to one batch share it.
  var strings: SharedStrings
  var options: TransportOptions
}

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
}

/// What became of a transfer.
struct TransferOutcome: Sendable {
  /// libcurl's result; 0 where an answer came.
  var code: UInt32
  /// libcurl's words for a result that is not 0.
  var reason: String
  /// The HTTP status; 0 where none came.
  var status: Int
  var isTooLarge: Bool
  /// The seconds of a Retry-After header; 0 where there is none.
  var retryAfter: Int
  /// Where a redirect points to, without its query.
  var redirect: String?
  /// What the answer says.
  var content: AnswerContent
  /// The first characters of an answer that was malformed.
  var beginning: String
}

/// The strings of a batch of answers.
final class SharedStrings: Sendable {
  private let table = Mutex(StringTable())

  /// Works on the table.
  func with<Result: Sendable>(_ body: (inout sending StringTable) -> Result) -> Result {
    table.withLock { body(&$0) }
  }

  /// The table as it is.
  var snapshot: StringTable { table.withLock { $0 } }
}

/// One request under way. Lives on the thread of its ``TransferLoop`` alone.
final class Transfer {
  let easy: UnsafeMutableRawPointer
  private let request: TransferRequest
  private let completion: @Sendable (TransferOutcome) -> Void
  private let decoder: AnswerDecoder
  private var received = 0
  private var isTooLarge = false
  private let errorText: UnsafeMutablePointer<CChar>

  init?(_ request: TransferRequest, _ completion: @escaping @Sendable (TransferOutcome) -> Void) {
    guard let easy = curl_easy_init() else { return nil }
    guard let decoder = AnswerDecoder(labels: request.labels, isRange: request.isRange) else {
      curl_easy_cleanup(easy)
      return nil
    }
    self.easy = easy
    self.request = request
    self.decoder = decoder
    self.completion = completion
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    setUp()
  }

  deinit {
    curl_easy_cleanup(easy)
    errorText.deallocate()
  }

  private func setUp() {
    let options = request.options
    cc_set_text(easy, CURLOPT_URL, request.url)
    cc_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    cc_set_number(easy, CURLOPT_NOSIGNAL, 1)
    cc_set_number(easy, CURLOPT_FOLLOWLOCATION, 0)
    cc_set_text(easy, CURLOPT_ACCEPT_ENCODING, "")
    cc_set_text(easy, CURLOPT_USERAGENT, options.userAgent)
    cc_set_number(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    // Over TLS the first connection may turn out to carry all requests at once; without, each wants its own.
    cc_set_number(easy, CURLOPT_PIPEWAIT, options.isEncrypted ? 1 : 0)
    cc_set_number(easy, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(options.connectTimeout))
    cc_set_number(easy, CURLOPT_TIMEOUT_MS, Self.milliseconds(options.timeout))
    cc_set_number(easy, CURLOPT_SSL_VERIFYPEER, options.skipsVerification ? 0 : 1)
    cc_set_number(easy, CURLOPT_SSL_VERIFYHOST, options.skipsVerification ? 0 : 2)
    // A proxy could not reach this machine's own servers, and would see what is sent to them.
    if options.isLoopback { cc_set_text(easy, CURLOPT_NOPROXY, "*") }
    if let caFile = options.caFile { cc_set_text(easy, CURLOPT_CAINFO, caFile) }
    if let form = request.form { cc_set_text(easy, CURLOPT_COPYPOSTFIELDS, form) }
    request.token?.reveal { token in
      cc_set_number(easy, CURLOPT_HTTPAUTH, Int(bitPattern: CURLAUTH_BEARER_VALUE))
      _ = cc_set_text(easy, CURLOPT_XOAUTH2_BEARER, token)
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    cc_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    cc_set_pointer(easy, CURLOPT_PRIVATE, context)
    cc_set_receiver(
      easy,
      { bytes, one, count, context in
        guard let bytes, let context else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.receive(UnsafeRawBufferPointer(start: bytes, count: one * count))
      }, context)
  }

  private func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
    received += bytes.count
    if received > request.options.largestAnswer {
      isTooLarge = true
      return 0
    }
    let decoder = decoder
    request.strings.with { decoder.receive(bytes, &$0) }
    return bytes.count
  }

  /// Tells what became of it.
  func complete(_ code: CURLcode) {
    let content = code == CURLE_OK ? request.strings.with { decoder.finish(&$0) } : .malformed
    var redirect = cc_info_text(easy, CURLINFO_REDIRECT_URL).map { String(cString: $0) }
    if let query = redirect?.firstIndex(of: "?") { redirect = redirect.map { String($0[..<query]) } }
    var reason = String(cString: errorText)
    if reason.isEmpty { reason = String(cString: curl_easy_strerror(code)) }
    completion(
      TransferOutcome(
        code: code.rawValue, reason: ServerText.harmless(reason), status: cc_info_number(easy, CURLINFO_RESPONSE_CODE),
        isTooLarge: isTooLarge, retryAfter: cc_retry_after(easy), redirect: redirect, content: content,
        beginning: decoder.beginning))
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }
}
