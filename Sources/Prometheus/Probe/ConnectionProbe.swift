internal import CCurl
import FoundationEssentials
import Metrics

/// Goes the way to a server step by step, and tells what it finds at each.
public struct ConnectionProbe: Sendable {
  private let source: PrometheusSource
  private var address: Address { source.address }
  private var options: PrometheusOptions { source.options }

  /// A probe of the server that a source asks, with the source's credentials.
  public init(_ source: PrometheusSource) { self.source = source }

  /// What is found, step by step, as soon as it is. It ends with the first step that the others cannot do without.
  public var findings: AsyncStream<ProbeFinding> {
    AsyncStream { continuation in
      let task = Task {
        await run { continuation.yield($0) }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  private func run(_ tell: (ProbeFinding) -> Void) async {
    let proxy = EnvironmentProxy(for: address)
    let (host, port) = (proxy?.name ?? address.name, Int(proxy?.port ?? address.port) ?? 0)
    let found = await blocking(atMost: limit) { Sockets.addresses(of: host, port: port) }
    let addresses = Array((found?.addresses ?? []).prefix(8))
    tell(
      .name(
        NameFinding(
          host: host, port: port, proxyVariable: proxy?.variable, addresses: addresses.map(\.text),
          failure: found == nil ? "no answer within \(limit.components.seconds) s" : found?.failure)))
    if addresses.isEmpty { return }
    let limit = limit
    let attempts = await blocking(atMost: limit + .seconds(2)) { Sockets.connect(to: addresses, atMost: limit) } ?? []
    let connection = ConnectionFinding(port: port, attempts: attempts)
    tell(.connection(connection))
    if !connection.isConnected || Task.isCancelled { return }
    let bare = await request(checks: false)
    if address.isEncrypted {
      let checked = await request(checks: true)
      let finding = encryption(bare, checked)
      tell(.encryption(finding))
      if bare.status > 0 { tell(.clock(Self.clock(bare))) }
      if finding.failure != nil, !options.skipsVerification || bare.status == 0 { return }
    } else {
      tell(.clock(Self.clock(bare)))
    }
    await ask(bare, tell)
  }

  /// How long a step may take.
  private var limit: Duration { min(options.connectTimeout, options.timeout) }

  private func request(checks: Bool) async -> BareAnswer {
    var transport = source.connection.transport(checks ? await presented() : Credentials())
    transport.headers = []
    transport.timeout = limit
    let url = "\(source.connection.base)/api/v1/query?\(Self.form)"
    let request = BareRequest(url: url, options: transport, connectsAndChecks: checks)
    return await blocking(atMost: limit + .seconds(2)) { request.run() }
      ?? BareAnswer(code: CURLE_OPERATION_TIMEDOUT.rawValue, reason: "no answer within \(limit.components.seconds) s")
  }

  /// What a server asks for while a connection is made: a certificate, where there is one to show, and no more.
  private func presented() async -> Credentials {
    let all = try? await source.connection.credentials.current()
    return Credentials(certificate: all?.certificate)
  }

  /// The smallest question that every server answers.
  private static let form = PrometheusSource.form([("query", "vector(1)")])

  // MARK: TLS and the time

  private func encryption(_ bare: BareAnswer, _ checked: BareAnswer) -> EncryptionFinding {
    let chain = bare.chain.isEmpty ? checked.chain : bare.chain
    return EncryptionFinding(
      host: options.serverName ?? address.name, version: checked.version ?? bare.version, chain: chain,
      failure: Self.failure(checked, chain.first), reason: checked.reason,
      skipsVerification: options.skipsVerification, caFile: options.caFiles.first)
  }

  private static func failure(_ answer: BareAnswer, _ own: Certificate?) -> EncryptionFinding.Failure? {
    switch CURLcode(answer.code) {
    case CURLE_OK: return nil
    case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM: return .badFile
    case CURLE_OPERATION_TIMEDOUT: return .timedOut
    case CURLE_PEER_FAILED_VERIFICATION: break
    case CURLE_SSL_CONNECT_ERROR, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR: return .handshake
    default: return .other
    }
    // OpenSSL's X509_V_ERR numbers; other libraries tell in words alone.
    switch answer.verification {
    case 10: return .expired
    case 9: return .notYetValid
    case 2, 18, 19, 20, 21: return .unknownAuthority
    default: break
    }
    if answer.reason.contains("subject name") || answer.reason.contains("does not match") { return .wrongName }
    let now = Date()
    if let end = own?.end, end < now { return .expired }
    if let start = own?.start, start > now { return .notYetValid }
    return answer.reason.contains("issuer") || answer.reason.contains("self") ? .unknownAuthority : .other
  }

  private static func clock(_ answer: BareAnswer) -> ClockFinding {
    guard let text = answer.headers["date"] else { return ClockFinding() }
    let seconds = curl_getdate(text, nil)
    return seconds < 0 ? ClockFinding() : ClockFinding(ahead: Date().timeIntervalSince1970 - Double(seconds))
  }

  // MARK: Being let in, and the API

  private func ask(_ bare: BareAnswer, _ tell: (ProbeFinding) -> Void) async {
    var access = AccessFinding(
      origin: origin, verdict: .open, challenge: bare.headers["www-authenticate"],
      isOpenShift: isOpenShift(bare), port: Int(address.port) ?? 0)
    do throws(SourceError) {
      let exchange = try await source.exchange("query", Self.form, [], isRange: false, SharedStrings())
      let (outcome, credentials) = (exchange.outcome, exchange.credentials)
      access.token = credentials.token.flatMap { $0.reveal(TokenFacts.init) }
      let failures = Failures(address, options, credentials)
      guard let outcome else { throw failures.cancelled }
      let said = ServerText.harmless(outcome.beginning, hiding: credentials.secrets)
      access.user = Self.user(said)
      if outcome.code != 0 {
        access.verdict = .failed(failures.error(outcome))
      } else if outcome.status == 401 || outcome.status == 403 {
        access.verdict = .refused(status: outcome.status, said: Self.isPage(said) ? "" : said)
      } else if (300...399).contains(outcome.status), let target = outcome.redirect, Self.isLogin(target) {
        // What follows the path can be a secret.
        access.verdict = .login(ServerText.harmless(String(target.prefix { $0 != "?" }), hiding: credentials.secrets))
      } else if bare.status == 401 || bare.status == 403 || bare.status >= 300 && bare.status < 400 {
        access.verdict = .accepted
      }
      tell(.access(access))
      switch access.verdict {
      case .accepted, .open: break
      case .refused, .login, .failed: return
      }
      var failure: SourceError?
      if case .vector = outcome.content, outcome.status == 200 {} else { failure = failures.error(outcome) }
      let identity = failure == nil ? await source.askIdentity() ?? .unknown : .unknown
      tell(.api(APIFinding(identity: identity, failure: failure)))
    } catch {
      access.verdict = .failed(error)
      tell(.access(access))
    }
  }

  private var origin: AccessFinding.Origin {
    if options.kubeconfig != nil { return .kubeconfig }
    if options.login != nil { return .password }
    switch options.token {
    case .none: return options.certificate == nil ? .none : .certificate
    case .fixed: return .environment
    case .file(let path): return .file(path)
    case .command: return .command
    }
  }

  /// OpenShift's monitoring is known by the names of its services and routes, and by the gates before them.
  private func isOpenShift(_ bare: BareAnswer) -> Bool {
    let names = ["thanos-querier", "prometheus-k8s", "openshift-monitoring"]
    return names.contains(where: address.host.contains)
      || bare.headers["location"].map { $0.contains("/oauth/authorize") || $0.contains("/oauth/start") } ?? false
      || bare.headers["set-cookie"]?.hasPrefix("_oauth_proxy") ?? false
      || bare.headers["gap-auth"] != nil || bare.beginning.contains("oauth-proxy")
  }

  private static func isLogin(_ target: String) -> Bool {
    let target = target.lowercased()
    return ["login", "oauth", "signin", "sign_in", "sso", "/auth", "authorize"].contains(where: target.contains)
  }

  private static func isPage(_ text: String) -> Bool {
    let text = text.lowercased()
    return text.contains("<html") || text.contains("<!doctype")
  }

  /// As whom kube-rbac-proxy knows a token's owner: it answers `Forbidden (user=NAME, verb=…, resource=…)`.
  private static func user(_ text: String) -> String? {
    guard let start = text.firstRange(of: "(user=") else { return nil }
    let name = text[start.upperBound...].prefix { $0 != "," && $0 != ")" }
    return name.isEmpty ? nil : String(name)
  }
}
