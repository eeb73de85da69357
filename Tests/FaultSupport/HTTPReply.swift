import Glibc

/// What a server answers: a proper answer, or what is sent step by step.
package struct HTTPReply: Sendable {
  package var status: Int
  package var headers: [(String, String)]
  package var body: String
  /// How many bytes of the body are sent before the connection is closed; nil for all.
  package var cutAfter: Int?
  /// Whether nothing at all is sent, with the connection left open.
  package var isSilent: Bool
  /// Whether the connection is kept for the next request.
  package var isKeptAlive = false
  /// What is done instead of all that; nil for a proper answer.
  package var steps: [Step]?

  /// A step of an answer that no server should give.
  package enum Step: Sendable {
    case send([UInt8])
    /// Sends byte by byte, with a pause after each.
    case drip([UInt8], every: Double)
    /// Sends the same again and again, until the other side has enough.
    case sendForEver([UInt8])
    /// Sends nothing for some seconds.
    case pause(Double)
    /// Sends nothing until the connection ends.
    case wait
    /// Ends the connection with a reset.
    case reset
  }

  package init(
    status: Int = 200, headers: [(String, String)] = [],
    body: String = #"{"status":"success","data":{"resultType":"vector","result":[]}}"#, cutAfter: Int? = nil,
    isSilent: Bool = false
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.cutAfter = cutAfter
    self.isSilent = isSilent
  }

  /// An answer step by step.
  package static func steps(_ steps: Step...) -> HTTPReply {
    var reply = HTTPReply()
    reply.steps = steps
    return reply
  }

  package static let empty = HTTPReply()

  package static func error(_ status: Int, _ text: String, type: String = "execution") -> HTTPReply {
    HTTPReply(status: status, body: #"{"status":"error","errorType":"\#(type)","error":"\#(text)"}"#)
  }

  /// The status line, the headers and the blank line after them.
  package var head: String {
    var head = "HTTP/1.1 \(status) X\r\nConnection: \(isKeptAlive ? "keep-alive" : "close")\r\n"
    head += "Content-Length: \(body.utf8.count)\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    return head + "\r\n"
  }
}
