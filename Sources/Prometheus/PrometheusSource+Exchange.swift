internal import CCurl
import Metrics
import Synchronization

/// How a question goes to the server and back: credentials, renewed once; redirects; connections that have died.
extension PrometheusSource {
  /// Longer URLs are refused by some servers and proxies; what does not fit is posted.
  static let longestURL = 8000
  /// How often a question is sent on within the server.
  private static let mostRedirects = 3

  /// What became of a question, the credentials that it was asked with last, and whether it was posted.
  struct Exchange {
    var outcome: TransferOutcome?
    var credentials: Credentials
    var isPosted: Bool
  }

  func explainer(_ exchange: Exchange) -> Failures {
    Failures(address, options, exchange.credentials, isPosted: exchange.isPosted)
  }

  /// Asks a question, and once more with new credentials where the server refused those it was sent.
  ///
  /// - Parameter refused: is told of a first attempt after which there is another.
  func exchange(
    _ path: String, _ form: String, _ labels: [String], isRange: Bool, _ strings: SharedStrings,
    refused: (TransferOutcome, Exchange) -> Void = { _, _ in }
  ) async throws(SourceError) -> Exchange {
    let credentials = try await connection.credentials.current()
    noteToken(credentials.token)
    var request = request(path, form, labels, isRange: isRange, strings, credentials)
    var exchange = Exchange(
      outcome: await transfer(request), credentials: credentials, isPosted: request.form != nil)
    guard let first = exchange.outcome, first.status == 401, connection.credentials.canRenew else { return exchange }
    let renewed = try await connection.credentials.current(refused: credentials)
    if renewed == credentials { return exchange }
    refused(first, exchange)
    noteToken(renewed.token)
    request.options = connection.transport(renewed)
    exchange.credentials = renewed
    exchange.outcome = await transfer(request)
    return exchange
  }

  // MARK: For the log

  func report(
    _ query: Query, _ moments: RequestReport.Moments, since began: ContinuousClock.Instant, _ outcome: TransferOutcome?,
    _ failure: SourceError?, _ attempt: Int
  ) {
    options.log?(
      .request(
        RequestReport(
          query: query, moments: moments, duration: .now - began, bytes: outcome?.received ?? 0,
          status: outcome?.status ?? 0, failure: failure, attempt: attempt)))
  }

  private func noteToken(_ token: Secret?) {
    guard let log = options.log else { return }
    let isRenewed = sentToken.withLock { sent in
      defer { sent = token }
      return sent != nil && sent != token
    }
    if isRenewed { log(.tokenRenewed) }
  }

  // MARK: Transfers

  private func request(
    _ path: String, _ form: String, _ labels: [String], isRange: Bool, _ strings: SharedStrings,
    _ credentials: Credentials
  ) -> TransferRequest {
    let base = "\(connection.base)/api/v1/\(path)"
    let isLong = base.utf8.count + 1 + form.utf8.count > Self.longestURL
    return TransferRequest(
      url: isLong ? base : "\(base)?\(form)", form: isLong ? form : nil, labels: labels, isRange: isRange,
      strings: strings, options: connection.transport(credentials))
  }

  private func transfer(_ request: TransferRequest) async -> TransferOutcome? {
    if Task.isCancelled { return nil }
    var request = request
    var outcome = await loop.run(request) {
      // After the query, which is to go first on a new connection.
      self.finder.find { await self.askIdentity() }
    }
    // A gate may have closed all that were open: libcurl gives up after the fifth that it finds dead, though nobody has
    // seen the question yet.
    if let found = outcome, CURLcode(found.code) == CURLE_SEND_ERROR, found.received == 0, !Task.isCancelled {
      request.isAlone = true
      outcome = await loop.run(request)
    }
    // The same server may have its API elsewhere. Where another one is meant, the token does not go by itself. A post
    // stays one, whatever the status: it is only a question that was too long for an address.
    for _ in 0..<Self.mostRedirects {
      guard let found = outcome, found.code == 0, [301, 302, 303, 307, 308].contains(found.status),
        let redirect = found.redirect, address.hasOrigin(of: redirect)
      else { break }
      request.url = redirect
      outcome = await loop.run(request)
    }
    return outcome
  }

  /// What each request carries for OpenShift's tenancy port.
  var tenantParameters: [(String, String)] { options.tenant.map { [("namespace", $0)] } ?? [] }

  /// Asks the server what it is; nil where it could not be reached.
  func askIdentity() async -> ServerIdentity? {
    // Without credentials the server would refuse, which is an answer, too.
    let credentials = (try? await connection.credentials.current()) ?? Credentials()
    let outcome = await loop.run(
      TransferRequest(
        url: "\(connection.base)/api/v1/status/buildinfo", labels: [], isRange: false, keepsBody: true,
        strings: SharedStrings(), options: connection.transport(credentials)))
    guard let outcome, outcome.code == 0, !(502...504).contains(outcome.status) else { return nil }
    return outcome.status == 200 ? ServerIdentity(answer: outcome.body) : .unknown
  }
}
