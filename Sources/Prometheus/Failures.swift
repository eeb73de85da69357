internal import CCurl
import Metrics

/// What to tell people of a transfer that brought no rows: what is wrong, with which server, and what to do.
struct Failures {
  private let url: String
  private let address: Address
  private let options: PrometheusOptions
  /// What was sent; a server that repeats it must not make us do so.
  private let token: Secret?

  init(_ address: Address, _ options: PrometheusOptions, token: Secret? = nil) {
    url = address.text
    self.address = address
    self.options = options
    self.token = token
  }

  /// The caller no longer wanted the answer.
  var cancelled: SourceError {
    SourceError(.cancelled, problem: "The question to \(url) was given up.", remedy: "Ask again.")
  }

  private func harmless(_ text: String) -> String { ServerText.harmless(text, hiding: token) }

  /// What an outcome without rows means.
  func error(_ outcome: TransferOutcome) -> SourceError {
    if outcome.isTooLarge {
      return SourceError(
        .tooLarge, problem: "\(url) answered with more than \(options.largestAnswer >> 20) MiB.",
        remedy: "Ask for less with --namespace or --selector.")
    }
    if outcome.code != 0 { return transport(outcome) }
    if outcome.status != 200 { return status(outcome) }
    if case .refusal(let type, let text) = outcome.content { return refusal(type, text) }
    return notPrometheus(outcome)
  }

  // MARK: No answer

  private func transport(_ outcome: TransferOutcome) -> SourceError {
    let reason = outcome.reason
    switch CURLcode(outcome.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return SourceError(
        .nameNotResolved, problem: "The name in \(url) is not known here.",
        remedy: "Check the address, the VPN and the DNS.")
    case CURLE_COULDNT_RESOLVE_PROXY:
      return SourceError(
        .nameNotResolved, problem: "The name of the proxy to \(url) is not known here.",
        remedy: "Check https_proxy, http_proxy and no_proxy.")
    case CURLE_COULDNT_CONNECT:
      return SourceError(
        .unreachable, problem: "Nothing answers at \(url): \(reason).",
        remedy: "Check the address and the port, and whether the server runs.")
    case CURLE_OPERATION_TIMEDOUT:
      return SourceError(
        .timedOut, problem: "\(url) did not answer in time: \(reason).",
        remedy: "Wait, allow more with --timeout, or ask for less with --namespace or a shorter --window.")
    case CURLE_PEER_FAILED_VERIFICATION:
      return certificate(reason)
    case CURLE_SSL_CACERT_BADFILE:
      return SourceError(
        .tls, problem: "The certificates in \(options.caFile ?? "the system's store") cannot be read.",
        remedy: "Give a PEM file with --ca-file.")
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
        remedy: "Try again; if it stays so, check the server and what stands between.")
    default:
      return SourceError(
        .unreachable, problem: "\(url) could not be asked: \(reason).", remedy: "Check the address and the network.")
    }
  }

  private func certificate(_ reason: String) -> SourceError {
    let remedy: String
    if reason.contains("expired") {
      remedy = "Have the certificate renewed, or check this machine's clock."
    } else if reason.contains("subject name") || reason.contains("does not match") {
      remedy = "Use the name that the certificate is for."
    } else {
      remedy = "Give the authority's certificate with --ca-file."
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
    case 401:
      return SourceError(
        .unauthenticated,
        problem: token != nil ? "\(url) does not accept the token (401)." : "\(url) wants a token (401).",
        remedy: "Give a valid one, for example with --token-command 'oc whoami -t'.")
    case 403:
      return SourceError(
        .forbidden,
        problem:
          "\(url) does not allow this\(token != nil ? " to the token's owner" : " without a token") (403)\(said).",
        remedy: "On OpenShift the owner needs the role cluster-monitoring-view.")
    case 404, 405:
      return SourceError(
        .notPrometheus, problem: "\(url) has no Prometheus API (\(outcome.status)).",
        remedy: "Give the address that stands before /api/v1.")
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
        remedy: "meshtop asks one question at a time until it recovers.", retryAfter: retryAfter)
    case 504:
      return SourceError(
        .timedOut, problem: "\(url) took too long (504)\(said).",
        remedy: "Ask for less with --namespace or a shorter --window.", retryAfter: retryAfter)
    case 500...599:
      return SourceError(
        .serverFailed, problem: "\(url) failed (\(outcome.status))\(said).",
        remedy: "Look at the server's log; meshtop goes on asking.", retryAfter: retryAfter)
    default:
      return SourceError(
        .unexpectedStatus, problem: "\(url) answered with status \(outcome.status)\(said).",
        remedy: "Check the address.")
    }
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
