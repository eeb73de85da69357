public import Metrics

/// How to reach a server of the Prometheus HTTP API, and how to be let in.
public struct PrometheusOptions: Sendable {
  /// The server's address, with the path before `/api/v1` if there is one.
  public var url: String
  /// Where the bearer token comes from.
  public var token: TokenSource
  /// A file of certificates to trust besides the system's.
  public var caFile: String?
  /// Whether the server's certificate is not checked.
  public var skipsVerification: Bool
  /// How long making a connection may take.
  public var connectTimeout: Duration
  /// How long an answer may take, connection included.
  public var timeout: Duration
  /// The most bytes that an answer may have, uncompressed.
  public var largestAnswer: Int
  /// What the program calls itself.
  public var userAgent: String
  /// Is told, on any thread, how each question went; nil where nobody keeps a log.
  public var log: (@Sendable (SourceEvent) -> Void)?

  /// Options with defaults that suit a cluster's own server.
  public init(
    url: String, token: TokenSource = .none, caFile: String? = nil, skipsVerification: Bool = false,
    connectTimeout: Duration = .seconds(10), timeout: Duration = .seconds(30), largestAnswer: Int = 256 << 20,
    userAgent: String = "meshtop"
  ) {
    self.url = url
    self.token = token
    self.caFile = caFile
    self.skipsVerification = skipsVerification
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.largestAnswer = largestAnswer
    self.userAgent = userAgent
  }

  /// Throws where an address cannot be one of a server.
  public static func check(url: String) throws(SourceError) { _ = try Address(url) }
}
