internal import CCurl
import Metrics

/// What to tell people of a transfer that brought no rows: what is wrong, with which server, and what to do.
struct Failures {
  private let url: String
  private let address: Address
  private let options: PrometheusOptions
  /// What was sent; a server that repeats it must not make us do so.
  private let credentials: Credentials
  /// Whether the query was posted, being too long for a URL.
  private let isPosted: Bool

  init(
    _ address: Address, _ options: PrometheusOptions, _ credentials: Credentials = Credentials(), isPosted: Bool = false
  ) {
    url = address.text
    self.address = address
    self.options = options
    self.credentials = credentials
    self.isPosted = isPosted
  }

  /// The caller no longer wanted the answer.
  var cancelled: SourceError {
    SourceError(.cancelled, problem: "The question to \(url) was given up.", remedy: "Ask again.")
  }

  /// What a server said, for a sentence of ours.
  func harmless(_ text: String) -> String {
    ServerText.harmless(text, hiding: credentials.secrets + options.headers.map(\.value))
  }

  /// What an outcome without rows means.
  func error(_ outcome: TransferOutcome) -> SourceError {
    if outcome.isTooLarge {
      return SourceError(
        .tooLarge, problem: "\(url) answered with more than \(options.largestAnswer >> 20) MiB.",
        remedy: "Ask for less with --namespace or --selector.")
    }
    if outcome.code != 0 { return transport(outcome) }
    if outcome.status == 407, let error = proxy(outcome) { return error }
    if outcome.status != 200 { return status(outcome) }
    if case .refusal(let type, let text) = outcome.content { return refusal(type, text) }
    return notPrometheus(outcome)
  }

  // MARK: No answer

  private func transport(_ outcome: TransferOutcome) -> SourceError {
    let reason = outcome.reason
    if let error = proxy(outcome) { return error }
    switch CURLcode(outcome.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return SourceError(
        .nameNotResolved, problem: "The name in \(url) is not known here.",
        remedy: "Check the address, the VPN and the DNS.")
    case CURLE_COULDNT_CONNECT:
      return SourceError(
        .unreachable, problem: "Nothing answers at \(url).",
        remedy: "Check the address and the port, and whether the server runs.")
    case CURLE_OPERATION_TIMEDOUT:
      return SourceError(
        .timedOut, problem: "\(url) did not \(isConnecting(reason) ? "take a connection" : "answer") in time.",
        remedy: "Wait, allow more with --timeout, or ask for less with --namespace or a shorter --window.")
    case CURLE_PEER_FAILED_VERIFICATION:
      return certificate(reason)
    case CURLE_SSL_CACERT_BADFILE:
      return SourceError(
        .tls, problem: "The certificates to trust cannot be read: \(reason).",
        remedy: "Check the files of --ca-file and --ca-dir.")
    case CURLE_SSL_CERTPROBLEM:
      return SourceError(
        .tls, problem: "The client certificate cannot be shown to \(url): \(reason).",
        remedy: "Check that certificate and key belong together.")
    case _ where reason.contains("certificate required"):
      return wantsCertificate
    case _ where reason.contains("alert") && reason.contains("certificate") && !showsNothing:
      return SourceError(
        .unauthenticated, problem: "\(url) does not accept the client certificate: \(reason).",
        remedy: "Give one that the server's authority has signed and that is still valid.")
    case CURLE_SSL_CONNECT_ERROR:
      return SourceError(
        .tls, problem: "No encrypted connection to \(url) could be made: \(reason).",
        remedy: "Check that the port speaks TLS; for one that does not, use http://.")
    case CURLE_UNSUPPORTED_PROTOCOL:
      return SourceError(
        .notPrometheus, problem: "\(url) does not speak HTTP.", remedy: "Check the address and the port.")
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM,
      CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY:
      return SourceError(
        .unreachable, problem: "The connection to \(url) broke before the answer was whole: \(reason).",
        remedy: address.isEncrypted
          ? "Try again; if it stays so, check the server and what stands between."
          : "Try again; if it stays so, the port may speak TLS: use https://.")
    default:
      return SourceError(
        .unreachable, problem: "\(url) could not be asked: \(reason).", remedy: "Check the address and the network.")
    }
  }

  /// Whether libcurl's words are of a connection that did not come about.
  private func isConnecting(_ reason: String) -> Bool {
    reason.contains("Connection time") || reason.contains("Failed to connect")
  }

  private var showsNothing: Bool { credentials.certificate == nil }

  private var wantsCertificate: SourceError {
    SourceError(
      .unauthenticated, problem: "\(url) wants a client certificate.",
      remedy: "Give one with --client-cert and --client-key.")
  }

  /// What is the fault of a proxy on the way; nil where none is at fault.
  private func proxy(_ outcome: TransferOutcome) -> SourceError? {
    let isEncrypted = options.url.hasPrefix("https://") || !options.url.contains("://")
    let proxy = EnvironmentProxy(isEncrypted: isEncrypted)
    let name = proxy.map { "The proxy \($0.text)" } ?? "The proxy"
    let remedy = "Check https_proxy, http_proxy, all_proxy and no_proxy."
    let isTold = proxy?.isMeant(in: outcome.reason) ?? false
    switch CURLcode(outcome.code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
      return SourceError(
        .nameNotResolved,
        problem: "The name of the proxy\(proxy.map { " \($0.text)" } ?? "") to \(url) is not known here.",
        remedy: remedy)
    case CURLE_COULDNT_CONNECT where isTold:
      return SourceError(.unreachable, problem: "\(name) to \(url) does not answer: \(outcome.reason).", remedy: remedy)
    case CURLE_PROXY:
      return SourceError(.unreachable, problem: "\(name) cannot reach \(url): \(outcome.reason).", remedy: remedy)
    case _ where outcome.proxyStatus == 407 || outcome.status == 407:
      return SourceError(
        .unauthenticated, problem: "\(name) to \(url) wants a name and password (407).",
        remedy: "Put them into https_proxy, as http://name:password@host:port.")
    case CURLE_RECV_ERROR where outcome.proxyStatus >= 300:
      return SourceError(
        .unreachable, problem: "\(name) does not let through to \(url) (\(outcome.proxyStatus)).",
        remedy: "Ask who runs the proxy, or except the server with no_proxy.")
    default: return nil
    }
  }

  private func certificate(_ reason: String) -> SourceError {
    let remedy: String
    if reason.contains("expired") {
      remedy = "Have the certificate renewed, or check this machine's clock."
    } else if reason.contains("subject name") || reason.contains("does not match") {
      remedy = "Use the name that the certificate is for, in the address or with --server-name."
    } else {
      remedy = "Give the authority's certificate with --ca-file or --ca-dir."
    }
    return SourceError(.tls, problem: "The certificate of \(url) is not trusted: \(reason).", remedy: remedy)
  }

  // MARK: Other statuses than 200

  private func status(_ outcome: TransferOutcome) -> SourceError {
    var said = ""
    if case .refusal(_, let text) = outcome.content { said = ": \(harmless(text))" }
    let retryAfter: Duration? = outcome.retryAfter > 0 ? .seconds(min(outcome.retryAfter, 3600)) : nil
    let isSameOrigin = outcome.redirect.map { address.hasOrigin(of: $0) } ?? false
    switch outcome.status {
    case 300...399:
      if isSameOrigin {
        return SourceError(
          .unexpectedStatus, problem: "\(url) sends on again and again.", remedy: "Check the path in the address.")
      }
      // What follows ? may be a secret.
      let to = outcome.redirect.map { " to \(harmless(String($0.prefix { $0 != "?" })))" } ?? ""
      return SourceError(
        .unexpectedStatus, problem: "\(url) sends on\(to), where the token must not go by itself.",
        remedy: "If that is the right server, give its address.")
    case 400 where showsNothing && outcome.beginning.contains("No required SSL certificate"):
      return wantsCertificate
    case 400 where !showsNothing && outcome.beginning.contains("The SSL certificate error"):
      return SourceError(
        .unauthenticated, problem: "\(url) does not accept the client certificate (400).",
        remedy: "Give one that the server's authority has signed and that is still valid.")
    case 400 where !address.isEncrypted && outcome.beginning.contains("HTTPS"):
      return SourceError(
        .tls, problem: "\(url) speaks TLS, and was asked without (400).", remedy: "Give the address with https://.")
    case 401: return unauthenticated
    case 403, 405:
      if isPosted {
        return SourceError(
          .forbidden,
          problem:
            "A query is too long for a URL, and \(url) does not take one that is posted (\(outcome.status))\(said).",
          remedy: "Ask for less with --namespace.")
      }
      if outcome.status == 405 { return noAPI(outcome) }
      return SourceError(
        .forbidden, problem: "\(url) does not allow this\(owner) (403)\(said).", remedy: forbiddenRemedy)
    case 404: return noAPI(outcome)
    case 422:
      return SourceError(
        .refused, problem: "\(url) will not work the query out\(said) (422).",
        remedy: "Ask for less with --namespace or a shorter --window, or have the server's limits raised.")
    case 400, 402, 406...428, 430...499:
      return SourceError(
        .badQuery, problem: "\(url) refuses the query\(said) (\(outcome.status)).",
        remedy: "Check --selector and what stands between meshtop and the server.")
    case 429, 503:
      return SourceError(
        .overloaded, problem: "\(url) is overloaded (\(outcome.status))\(said).",
        remedy: "Wait until it recovers, or ask for less with --namespace or a shorter --window.",
        retryAfter: retryAfter)
    case 504:
      return SourceError(
        .timedOut, problem: "\(url) took too long (504)\(said).",
        remedy: "Ask for less with --namespace or a shorter --window.", retryAfter: retryAfter)
    case 500...599:
      return SourceError(
        .serverFailed, problem: "\(url) failed (\(outcome.status))\(said).",
        remedy: "Look at the server's log, or try again later.", retryAfter: retryAfter)
    default:
      return SourceError(
        .unexpectedStatus, problem: "\(url) answered with status \(outcome.status)\(said).",
        remedy: "Check the address.")
    }
  }

  private func noAPI(_ outcome: TransferOutcome) -> SourceError {
    SourceError(
      .notPrometheus, problem: "\(url) has no Prometheus API (\(outcome.status)).",
      remedy: "Give the address that stands before /api/v1.")
  }

  private var unauthenticated: SourceError {
    let login = "Log in anew, for example with oc login."
    if credentials.token != nil {
      return SourceError(
        .unauthenticated, problem: "\(url) does not accept the token (401).",
        remedy: options.kubeconfig == nil ? "Give a valid one, for example with --token-command 'oc whoami -t'." : login
      )
    }
    if credentials.login != nil {
      return SourceError(
        .unauthenticated, problem: "\(url) does not accept the user's name or password (401).",
        remedy: options.kubeconfig == nil ? "Check --user and --password-file." : login)
    }
    return SourceError(
      .unauthenticated, problem: "\(url) wants a token (401).",
      remedy: "Give a valid one, for example with --token-command 'oc whoami -t', or --user for a name and password.")
  }

  /// Whom a server allows nothing.
  private var owner: String {
    if credentials.token != nil { return " to the token's owner" }
    if let login = credentials.login { return " to \(ServerText.harmless(login.user))" }
    return showsNothing ? " without a token" : " to the client certificate's owner"
  }

  private var forbiddenRemedy: String {
    if showsNothing, credentials.token == nil, credentials.login == nil {
      return "Give a token, for example with --token-command 'oc whoami -t'."
    }
    guard let tenant = options.tenant else { return "On OpenShift the owner needs the role cluster-monitoring-view." }
    return "On OpenShift the owner needs the role view in the namespace \(ServerText.harmless(tenant))."
  }

  // MARK: Answers without rows

  private func refusal(_ type: String, _ text: String) -> SourceError {
    SourceError(
      type == "bad_data" ? .badQuery : .refused, problem: "\(url) refuses the query: \(harmless(text)).",
      remedy: "Ask for less with --namespace or a shorter --window.")
  }

  private func notPrometheus(_ outcome: TransferOutcome) -> SourceError {
    let beginning = outcome.beginning.lowercased()
    if beginning.contains("<html") || beginning.contains("<!doctype") {
      return SourceError(
        .notPrometheus, problem: "\(url) answers with a web page, probably one to log in.",
        remedy: "Give the address of the API itself, and a token with --token-command.")
    }
    return SourceError(
      .notPrometheus, problem: "\(url) does not answer as a Prometheus API does.",
      remedy: "Give the address that stands before /api/v1.")
  }
}
