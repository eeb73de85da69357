internal import CCurl
import FoundationEssentials
import Metrics
import Synchronization

/// What is to be asked, and how.
struct TransferRequest: Sendable {
  /// The whole URL.
  var url: String
  /// A form to post; nil to get.
  var form: String?
  /// The columns of the answer's rows.
  var labels: [String]
  var isRange: Bool
  /// Whether the answer is kept as it is, up to 64 KiB, and not read as rows.
  var keepsBody = false
  /// Whether a connection of its own is made for it, though others are open.
  var isAlone = false
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
  /// The status that a proxy answered with when it was asked for a tunnel; 0 where none was.
  var proxyStatus: Int
  var isTooLarge: Bool
  /// How many bytes of the answer came, uncompressed.
  var received: Int
  /// The seconds of a Retry-After header; 0 where there is none.
  var retryAfter: Int
  /// Where a redirect points to.
  var redirect: String?
  /// What the answer tells of the server's clock; nil where it tells nothing.
  var clock: ClockReading?
  /// What the answer says.
  var content: AnswerContent
  /// The first characters of an answer that was malformed.
  var beginning: String
  /// The answer itself, where that was asked for.
  var body: [UInt8] = []
}

/// The strings of a batch of answers.
final class SharedStrings: Sendable {
  private let table = Mutex(StringTable())
  private let size = Atomic<Int>(0)

  /// Works on the table.
  func with<Result: Sendable>(_ body: (inout sending StringTable) -> Result) -> Result {
    table.withLock { body(&$0) }
  }

  /// Counts bytes of answers, and tells how many there were in all.
  func count(_ bytes: Int) -> Int { size.add(bytes, ordering: .relaxed).newValue }

  /// The table as it is.
  var snapshot: StringTable { table.withLock { $0 } }
}

/// One request under way. Lives on the thread of its ``TransferLoop`` alone.
final class Transfer {
  let easy: UnsafeMutableRawPointer
  private let request: TransferRequest
  private let completion: @Sendable (TransferOutcome) -> Void
  private let decoder: AnswerDecoder
  private var body: [UInt8] = []
  private let started = Date()
  private var received = 0
  private var isTooLarge = false
  private var lists: TransportLists?
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
    // Before the lists, which go with the rest.
    curl_easy_cleanup(easy)
    errorText.deallocate()
  }

  private func setUp() {
    cc_set_text(easy, CURLOPT_URL, request.url)
    lists = request.options.apply(to: easy)
    if request.isAlone { cc_set_number(easy, CURLOPT_FRESH_CONNECT, 1) }
    if let form = request.form { cc_set_text(easy, CURLOPT_COPYPOSTFIELDS, form) }
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
    // All answers of a batch together: what they bring is in memory at once.
    if request.strings.count(bytes.count) > request.options.largestAnswer {
      isTooLarge = true
      return 0
    }
    if request.keepsBody {
      body += bytes.prefix(max(0, 1 << 16 - body.count))
      return bytes.count
    }
    let decoder = decoder
    request.strings.with { decoder.receive(bytes, &$0) }
    if decoder.isOverfull { isTooLarge = true }
    return decoder.isHopeless ? 0 : bytes.count
  }

  /// Tells what became of it.
  func complete(_ result: CURLcode) {
    // What was given up because it is no answer has come nevertheless.
    let code = result == CURLE_WRITE_ERROR && decoder.isHopeless ? CURLE_OK : result
    let content = code == CURLE_OK ? request.strings.with { decoder.finish(&$0) } : .malformed
    let redirect = cc_info_text(easy, CURLINFO_REDIRECT_URL).map { String(cString: $0) }
    var reason = String(cString: errorText)
    if reason.isEmpty { reason = String(cString: curl_easy_strerror(code)) }
    completion(
      TransferOutcome(
        code: code.rawValue, reason: ServerText.harmless(reason), status: cc_info_number(easy, CURLINFO_RESPONSE_CODE),
        proxyStatus: cc_info_number(easy, CURLINFO_HTTP_CONNECTCODE),
        isTooLarge: isTooLarge, received: received, retryAfter: retryAfter, redirect: redirect, clock: clock,
        content: content,
        beginning: decoder.beginning, body: body))
  }

  private func header(_ name: String) -> String? { cc_header(easy, name).map { String(cString: $0) } }

  private func date(_ name: String) -> Date? {
    guard let text = header(name) else { return nil }
    let seconds = curl_getdate(text, nil)
    return seconds < 0 ? nil : Date(timeIntervalSince1970: Double(seconds))
  }

  /// The seconds that the server asks for, a moment being compared with the server's own clock, not with this machine's.
  private var retryAfter: Int {
    if let until = date("Retry-After"), let now = date("Date") { return max(0, Int(until.timeIntervalSince(now))) }
    return cc_retry_after(easy)
  }

  /// Only answers of the API itself count, and none out of a cache: others may be stamped by anybody, at any time.
  private var clock: ClockReading? {
    guard cc_info_number(easy, CURLINFO_RESPONSE_CODE) == 200, header("Age") == nil, let date = date("Date") else {
      return nil
    }
    return ClockReading(date, sent: started, received: started.addingTimeInterval(cc_first_byte(easy)))
  }
}
