import Metrics

/// How a server is reached by some options: what is the same for all requests to it.
struct Connection: Sendable {
  /// The server's address as it was given.
  let address: Address
  /// What URLs begin with: the address, with the server's name in place of the host where one was given.
  ///
  /// The name is that in the TLS handshake, in the certificate and in the header `Host`: routers such as OpenShift's choose
  /// the route by the first and then by the last, so that another `Host` would end at a page that says "not available".
  let base: String
  /// What gives the credentials.
  let credentials: CredentialKeeper
  private let template: TransportOptions

  /// Reads what the options name.
  ///
  /// Fails where files cannot be read, options contradict each other, or a secret would go to another machine
  /// unencrypted.
  init(_ options: PrometheusOptions) throws(SourceError) {
    let address = try Address(options.url)
    self.address = address
    let kubeconfig = try options.kubeconfig.map { source throws(SourceError) in try Kubeconfig(source) }
    var authorities = Authorities()
    for file in options.caFiles { try authorities.add(file: file) }
    if let folder = options.caFolder { try authorities.add(folder: folder) }
    var serverName = options.serverName
    // The kubeconfig's authority is that of one server, and speaks for no other.
    if let cluster = kubeconfig?.cluster, let server = try? Address(cluster.server), server.origin == address.origin {
      if let pem = cluster.authority { authorities.add(pem: pem) }
      serverName = serverName ?? cluster.serverName
    }
    try Self.check(options, address, kubeconfig)
    var template = TransportOptions(
      isEncrypted: address.isEncrypted, isDirect: address.isLoopback, authorities: authorities.withSystem,
      skipsVerification: options.skipsVerification, headers: options.headers, connectTimeout: options.connectTimeout,
      timeout: options.timeout, largestAnswer: options.largestAnswer, userAgent: options.userAgent)
    if let serverName {
      base = try address.text(host: serverName)
      template.connectTo = "::\(address.host):\(address.port)"
      template.isDirect = address.isLoopback || EnvironmentProxy.isExcepted(address.host)
    } else {
      base = address.text
    }
    self.template = template
    credentials = CredentialKeeper(options, kubeconfig)
  }

  /// How to connect with some credentials.
  func transport(_ credentials: Credentials) -> TransportOptions {
    var transport = template
    transport.credentials = credentials
    return transport
  }

  private static func check(_ options: PrometheusOptions, _ address: Address, _ kubeconfig: Kubeconfig?)
    throws(SourceError)
  {
    if case .files(let path, let key)? = options.certificate {
      _ = try ClientCertificate(file: path, key: key)
    }
    if address.isEncrypted { return }
    let sources = kubeconfig?.sources
    func refuse(_ what: String) -> SourceError {
      SourceError(
        .token, problem: "\(what) is not sent to \(address.text): whoever is in between could read it.",
        remedy: "Use an https:// address, or give none.")
    }
    if options.serverName != nil || options.certificate != nil {
      throw SourceError(
        .options,
        problem:
          "\(address.text) is not encrypted, so that there is no \(options.serverName != nil ? "server's name to check" : "certificate to show").",
        remedy:
          "Use an https:// address, or leave out \(options.serverName != nil ? "--server-name" : "--client-cert").")
    }
    if address.isLoopback { return }
    if !options.token.isNone || sources.map({ !$0.token.isNone || $0.plugin != nil }) ?? false {
      throw refuse("The token")
    }
    if options.login != nil || sources?.login != nil { throw refuse("The password") }
    if let header = options.headers.first(where: \.isSecret) { throw refuse("The header \(header.name)") }
  }
}
