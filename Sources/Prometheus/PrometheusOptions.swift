public import Metrics

/// How to reach a server of the Prometheus HTTP API, and how to be let in.
public struct PrometheusOptions: Sendable {
  /// The server's address, with the path before `/api/v1` if there is one.
  public var url: String
  /// Where the bearer token comes from.
  public var token: TokenSource
  /// A user's name and password, in place of a token.
  public var login: LoginSource?
  /// The files of a kubeconfig whose user is let in, in place of a token.
  public var kubeconfig: KubeconfigSource?
  /// The certificate to show to the server.
  public var certificate: CertificateSource?
  /// Headers that go along with each request.
  public var headers: [RequestHeader]
  /// The namespace that each request is for, as OpenShift's tenancy port wants it; nil for a server without tenants.
  public var tenant: String?
  /// Files of certificates to trust besides the system's.
  public var caFiles: [String]
  /// A folder of files with certificates to trust besides the system's.
  public var caFolder: String?
  /// The name that the server's certificate must be for; nil for the host in the address.
  public var serverName: String?
  /// Whether the server's certificate is not checked.
  public var skipsVerification: Bool
  /// How long making a connection may take.
  public var connectTimeout: Duration
  /// How long an answer may take, connection included.
  public var timeout: Duration
  /// Whether answers are taken that a server knows to lack something, such as what one of Thanos' stores holds.
  public var acceptsPartialAnswers = true
  /// The most bytes that an answer may have, uncompressed.
  public var largestAnswer: Int
  /// What the program calls itself.
  public var userAgent: String
  /// Is told, on any thread, how each question went; nil where nobody keeps a log.
  public var log: (@Sendable (SourceEvent) -> Void)?

  /// Options with defaults that suit a cluster's own server.
  public init(
    url: String, token: TokenSource = .none, login: LoginSource? = nil, kubeconfig: KubeconfigSource? = nil,
    certificate: CertificateSource? = nil, headers: [RequestHeader] = [], tenant: String? = nil,
    caFiles: [String] = [], caFolder: String? = nil, serverName: String? = nil, skipsVerification: Bool = false,
    connectTimeout: Duration = .seconds(10), timeout: Duration = .seconds(30), largestAnswer: Int = 256 << 20,
    userAgent: String = "meshtop"
  ) {
    self.url = url
    self.token = token
    self.login = login
    self.kubeconfig = kubeconfig
    self.certificate = certificate
    self.headers = headers
    self.tenant = tenant
    self.caFiles = caFiles
    self.caFolder = caFolder
    self.serverName = serverName
    self.skipsVerification = skipsVerification
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.largestAnswer = largestAnswer
    self.userAgent = userAgent
  }

  /// Throws where an address cannot be one of a server.
  public static func check(url: String) throws(SourceError) { _ = try Address(url) }

  /// Whether an address is one of an encrypted connection.
  public static func isEncrypted(url: String) -> Bool { (try? Address(url))?.isEncrypted ?? false }

  /// Throws where a name cannot be that of a server.
  public static func check(serverName: String) throws(SourceError) {
    _ = try Address("https://localhost").text(host: serverName)
  }

  /// Throws where a name cannot be that of a namespace.
  public static func check(tenant: String) throws(SourceError) {
    let isName = tenant.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-")
    }
    guard isName, (1...63).contains(tenant.utf8.count), !tenant.hasPrefix("-"), !tenant.hasSuffix("-") else {
      throw SourceError(
        .options, problem: "\(ServerText.harmless(tenant)) is no name of a namespace.",
        remedy: "Give one namespace with --tenant, such as shop; the server shows no more at a time.")
    }
  }
}
