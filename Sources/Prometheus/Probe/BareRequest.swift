internal import CCurl
import FoundationEssentials

/// What came of a request without credentials, or of a connection alone.
struct BareAnswer: Sendable {
  /// libcurl's result; 0 where all went well.
  var code: UInt32 = 0
  var reason = ""
  /// OpenSSL's result of checking the chain; 0 where it is trusted, or was not looked at.
  var verification = 0
  var status = 0
  /// By names in lower case.
  var headers: [String: String] = [:]
  var beginning = ""
  var version: String?
  var chain: [Certificate] = []
}

/// Connects once, by itself, to see what a server shows to anybody.
struct BareRequest: Sendable {
  var url: String
  var options: TransportOptions
  /// Whether only a connection is made, with all checks and a client's certificate, if there is one. Otherwise a request is
  /// sent over a connection to whomever answers: the options must hold nothing then that lets in.
  var connectsAndChecks: Bool

  /// Blocks until it is done; the options bound how long.
  func run() -> BareAnswer {
    guard let easy = curl_easy_init() else { return BareAnswer(code: CURLE_OUT_OF_MEMORY.rawValue) }
    defer { curl_easy_cleanup(easy) }
    cc_set_text(easy, CURLOPT_URL, url)
    let lists = options.apply(to: easy)
    cc_set_number(easy, CURLOPT_CERTINFO, 1)
    if connectsAndChecks { cc_set_number(easy, CURLOPT_CONNECT_ONLY, 1) }
    cc_set_number(easy, CURLOPT_SSL_VERIFYPEER, connectsAndChecks ? 1 : 0)
    cc_set_number(easy, CURLOPT_SSL_VERIFYHOST, connectsAndChecks ? 2 : 0)
    let notes = Notes()
    let code = withExtendedLifetime((notes, lists)) {
      let context = Unmanaged.passUnretained(notes).toOpaque()
      cc_set_pointer(easy, CURLOPT_ERRORBUFFER, notes.error)
      cc_set_listener(easy, { _, kind, bytes, count, context in Notes.listen(kind, bytes, count, context) }, context)
      cc_set_head_receiver(easy, { bytes, one, count, context in Notes.head(bytes, one * count, context) }, context)
      cc_set_receiver(easy, { bytes, one, count, context in Notes.body(bytes, one * count, context) }, context)
      return curl_easy_perform(easy)
    }
    var reason = String(cString: notes.error)
    if reason.isEmpty { reason = String(cString: curl_easy_strerror(code)) }
    return BareAnswer(
      code: code.rawValue, reason: ServerText.harmless(reason),
      verification: cc_info_number(easy, CURLINFO_SSL_VERIFYRESULT),
      status: cc_info_number(easy, CURLINFO_RESPONSE_CODE), headers: notes.headers,
      beginning: String(decoding: notes.body, as: UTF8.self), version: notes.version,
      chain: (0..<cc_certificate_count(easy)).map { Certificate(cc_certificate(easy, $0)) })
  }
}

/// What libcurl hands over while it works, all on one thread.
private final class Notes {
  let error: UnsafeMutablePointer<CChar>
  var headers: [String: String] = [:]
  var body: [UInt8] = []
  var version: String?

  init() {
    error = .allocate(capacity: Int(CURL_ERROR_SIZE))
    error.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit { error.deallocate() }

  private static func from(_ context: UnsafeMutableRawPointer) -> Notes {
    Unmanaged<Notes>.fromOpaque(context).takeUnretainedValue()
  }

  static func listen(
    _ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?
  ) -> Int32 {
    guard kind == CURLINFO_TEXT, let bytes, let context else { return 0 }
    let text = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    // The only place where libcurl tells the version, whatever library it is built with.
    if let start = text.firstRange(of: "SSL connection using ") {
      from(context).version = ServerText.harmless(String(text[start.upperBound...].prefix { $0 != " " }))
    }
    return 0
  }

  static func head(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
    guard let bytes, let context else { return 0 }
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    let parts = line.split(separator: ":", maxSplits: 1)
    if parts.count == 2 {
      from(context).headers[parts[0].lowercased()] = ServerText.harmless(String(parts[1])).trimmed
    }
    return count
  }

  static func body(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
    guard let bytes, let context else { return 0 }
    let notes = from(context)
    notes.body += UnsafeRawBufferPointer(start: bytes, count: count).prefix(max(0, 2048 - notes.body.count))
    return count
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}

extension Certificate {
  /// Reads what libcurl says of a certificate: `Name:value` each.
  init(_ list: UnsafePointer<curl_slist>?) {
    var facts: [Substring: String] = [:]
    var next = list
    while let entry = next?.pointee {
      if let data = entry.data {
        let parts = String(cString: data).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { facts[parts[0]] = String(parts[1]) }
      }
      next = UnsafePointer(entry.next)
    }
    func date(_ text: String?) -> Date? {
      guard let text else { return nil }
      let seconds = curl_getdate(text, nil)
      return seconds < 0 ? nil : Date(timeIntervalSince1970: Double(seconds))
    }
    self.init(
      subject: ServerText.harmless(facts["Subject"] ?? ""), issuer: ServerText.harmless(facts["Issuer"] ?? ""),
      names: Self.names(facts["X509v3 Subject Alternative Name"] ?? ""), start: date(facts["Start date"]),
      end: date(facts["Expire date"]))
  }

  private static func names(_ text: String) -> [String] {
    text.split(separator: ",").prefix(50).map { name in
      let plain = name.drop { $0 == " " }
      let value = plain.split(separator: ":", maxSplits: 1).last ?? plain
      return ServerText.harmless(String(value))
    }
  }
}
