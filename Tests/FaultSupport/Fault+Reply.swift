package import Foundation

extension Fault {
  /// How long the server asks to be left alone, in seconds.
  static let retryAfter = 3.0
  /// By how much a clock is off, in seconds.
  package static let clockOffset = 300.0

  /// What a server answers that has this fault.
  ///
  /// - Parameters:
  ///   - request: what was asked.
  ///   - number: how many requests came before.
  ///   - whole: the answer without the fault, which not all faults need.
  func reply(to request: HTTPRequest, _ number: Int, with whole: () -> HTTPReply) -> HTTPReply {
    switch self {
    case .refused, .silent: .steps(.wait)
    case .reset: .steps(.reset)
    case .slow: .steps(.pause(0.3), .send(Self.bytes(whole())))
    case .slowFirstByte: .steps(.pause(1.5), .send(Self.bytes(whole())))
    case .drip: .steps(.drip(Self.bytes(whole()) + Array(repeating: 0x20, count: 1 << 20), every: 0.2))
    case .keepAliveClosed: request.isFirst ? Self.keptAlive(whole()) : .steps()
    case .cut: .steps(.send(Self.half(Self.bytes(whole()))))
    case .cutWithoutLength: .steps(.send(Self.plainHead), .send(Self.half(Array(whole().body.utf8))))
    case .cutChunked: .steps(.send(Self.chunkedHead), .send(Self.chunk(Self.half(Array(whole().body.utf8)))))
    case .clockAhead: Self.dated(whole(), by: Self.clockOffset)
    case .clockBehind: Self.dated(whole(), by: -Self.clockOffset)
    case .halfFails: number % 2 == 0 ? whole() : .error(500, "half of it is broken")
    case .tokenRenewed: whole()
    case .redirect, .redirectElsewhere, .redirectLoop: redirect(request, whole)
    case .unauthenticated, .forbidden, .failing, .badGateway, .gatewayTimeout, .tooMany, .tooManyForSeconds,
      .tooManyUntil, .unavailable, .unavailableForSeconds, .unavailableUntil:
      refusal
    default: lie(whole)
    }
  }

  private var refusal: HTTPReply {
    let page = "<html><body><h1>It is not you, it is us</h1></body></html>"
    let seconds = [("Retry-After", "\(Int(Self.retryAfter))")]
    let until = [("Retry-After", Self.httpDate(Date(timeIntervalSinceNow: Self.retryAfter)))]
    return switch self {
    case .unauthenticated: HTTPReply(status: 401, headers: [("WWW-Authenticate", "Bearer")], body: "no")
    case .forbidden: .error(403, "you may not")
    case .tooMany: HTTPReply(status: 429, body: "too many requests")
    case .tooManyForSeconds: HTTPReply(status: 429, headers: seconds, body: "too many requests")
    case .tooManyUntil: HTTPReply(status: 429, headers: until, body: "too many requests")
    case .unavailable: HTTPReply(status: 503, body: page)
    case .unavailableForSeconds: HTTPReply(status: 503, headers: seconds, body: page)
    case .unavailableUntil: HTTPReply(status: 503, headers: until, body: page)
    case .badGateway: HTTPReply(status: 502, body: page)
    case .gatewayTimeout: HTTPReply(status: 504, body: page)
    default: .error(500, "it is broken")
    }
  }

  private func redirect(_ request: HTTPRequest, _ whole: () -> HTTPReply) -> HTTPReply {
    let moved = "/moved"
    switch self {
    case .redirect where request.path.hasPrefix(moved): return whole()
    case .redirectElsewhere:
      return HTTPReply(status: 307, headers: [("Location", "http://127.0.0.1:1\(request.target)")], body: "")
    default: return HTTPReply(status: 307, headers: [("Location", moved + request.target)], body: "")
    }
  }

  /// Answers that say that all is well.
  private func lie(_ whole: () -> HTTPReply) -> HTTPReply {
    switch self {
    case .loginPage:
      return HTTPReply(headers: [("Content-Type", "text/html")], body: "<!DOCTYPE html><html>Log in</html>")
    case .empty: return HTTPReply(body: "")
    case .truncated: return HTTPReply(body: String(whole().body.dropLast(8)))
    case .otherShape: return HTTPReply(body: #"{"status":"success","data":{"result":{"a":[1,2,{"b":null}]}}}"#)
    case .notNumbers: return Self.edited(whole(), #""result":["#, with: #""result":[\#(Self.noNumbers)"#)
    case .warnings:
      return Self.edited(whole(), #"{"status""#, with: #"{"warnings":["a store did not answer"],"status""#)
    case .wrongType:
      var reply = whole()
      reply.headers.append(("Content-Type", "image/png"))
      return reply
    case .endless: return .steps(.send(Self.plainHead), .sendForEver(Array(repeating: 0x20, count: 1 << 16)))
    case .endlessRows:
      let start = #"{"status":"success","data":{"resultType":"vector","result":["#
      let row = #"{"metric":{"reporter":"destination","source_workload":"w"},"value":[1,"1"]},"#
      return .steps(
        .send(Self.plainHead + Array(start.utf8)), .sendForEver(Array(String(repeating: row, count: 1000).utf8)))
    case .bomb:
      let (start, period) = Gzip.endlessBlanks
      let head = "HTTP/1.1 200 X\r\nConnection: close\r\nContent-Encoding: gzip\r\n\r\n"
      return .steps(
        .send(Array(head.utf8) + start), .sendForEver(Array(repeatElement(period, count: 1000).joined())))
    case .garbage: return .steps(.send(Array("\u{1}\u{2} 220 mail.example ESMTP ready\r\n\r\n".utf8)))
    case .headerFlood:
      return .steps(.send(Array("HTTP/1.1 200 X\r\n".utf8)), .sendForEver(Array("X-Flood: 0123456789\r\n".utf8)))
    default: return whole()
    }
  }

  // MARK: Parts of answers

  private static let plainHead = Array("HTTP/1.1 200 X\r\nConnection: close\r\n\r\n".utf8)
  private static let chunkedHead = Array("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
  private static let noNumbers =
    #"{"metric":{"source_workload":"w"},"value":[1,"NaN"]},{"metric":{"source_workload":"v"},"value":[1,"+Inf"]}"#

  private static func bytes(_ reply: HTTPReply) -> [UInt8] {
    var reply = reply
    reply.isKeptAlive = false
    return Array((reply.head + reply.body).utf8)
  }

  private static func half(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix(bytes.count / 2 + 30)) }

  private static func chunk(_ bytes: [UInt8]) -> [UInt8] {
    Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
  }

  private static func keptAlive(_ reply: HTTPReply) -> HTTPReply {
    var reply = reply
    reply.isKeptAlive = true
    return reply
  }

  private static func edited(_ reply: HTTPReply, _ text: String, with other: String) -> HTTPReply {
    var reply = reply
    let isEmpty = reply.body.contains(#""result":[]"#)
    if let place = reply.body.range(of: text), !(isEmpty && text.contains("result")) {
      reply.body.replaceSubrange(place, with: other + (text.contains("result") ? "," : ""))
    }
    return reply
  }

  private static func dated(_ reply: HTTPReply, by seconds: Double) -> HTTPReply {
    var reply = reply
    reply.headers.removeAll { $0.0.lowercased() == "date" }
    reply.headers.append(("Date", httpDate(Date(timeIntervalSinceNow: seconds))))
    return reply
  }

  /// A moment as HTTP headers have it.
  package static func httpDate(_ date: Date) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return format.string(from: date)
  }
}
