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

/// What became of a transfer.
struct TransferOutcome: Sendable {
  /// libcurl's result; 0 where an answer came.
  var code: UInt32
  /// libcurl's words for a result that is not 0.
  var reason: String
  /// The HTTP status; 0 where none came.
  var status: Int
  var isTooLarge: Bool
  /// How many bytes of the answer came, uncompressed.
  var received: Int
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
    cc_set_text(easy, CURLOPT_URL, request.url)
    request.options.apply(to: easy)
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
        isTooLarge: isTooLarge, received: received,
        retryAfter: cc_retry_after(easy), redirect: redirect, content: content,
        beginning: decoder.beginning))
  }
}
