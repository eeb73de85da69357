/// What a server, or what stands before it, can do wrong.
///
/// A new fault is a case here, its line in ``expectation``, and its answer in ``reply(to:with:)``: the tests and the
/// soak play all that there are.
package enum Fault: String, CaseIterable, Sendable {
  case refused, silent, slow, slowFirstByte = "slow-first-byte", drip
  case cut, cutWithoutLength = "cut-without-length", cutChunked = "cut-chunked", reset
  case keepAliveClosed = "keep-alive-closed"
  case tokenRenewed = "token-renewed", unauthenticated, forbidden
  case tooMany = "too-many", tooManyForSeconds = "too-many-for-seconds", tooManyUntil = "too-many-until"
  case unavailable, unavailableForSeconds = "unavailable-for-seconds", unavailableUntil = "unavailable-until"
  case failing, badGateway = "bad-gateway", gatewayTimeout = "gateway-timeout"
  case redirect, redirectElsewhere = "redirect-elsewhere", redirectLoop = "redirect-loop", loginPage = "login-page"
  case empty, truncated, otherShape = "other-shape", notNumbers = "not-numbers", wrongType = "wrong-type"
  case endless, endlessRows = "endless-rows", bomb, garbage, headerFlood = "header-flood"
  case clockAhead = "clock-ahead", clockBehind = "clock-behind"
  case halfFails = "half-fails", warnings

  /// What meshtop must do while the fault is played.
  package enum Expectation: Sendable, Equatable {
    /// The right figures all the time.
    case right
    /// The last good picture, dimmed, with its age and this in the reason.
    case stale(String)
  }

  /// What meshtop must do.
  package var expectation: Expectation {
    switch self {
    case .refused: .stale("Nothing answers")
    case .silent, .drip: .stale("did not answer in time")
    case .slow, .slowFirstByte, .keepAliveClosed, .tokenRenewed, .redirect, .notNumbers, .wrongType, .warnings: .right
    case .clockAhead, .clockBehind: .right
    case .cut, .cutChunked, .reset: .stale("broke")
    case .cutWithoutLength, .empty, .truncated, .otherShape: .stale("does not answer as a Prometheus API does")
    case .unauthenticated: .stale("(401)")
    case .forbidden: .stale("(403)")
    case .tooMany, .tooManyForSeconds, .tooManyUntil: .stale("(429)")
    case .unavailable, .unavailableForSeconds, .unavailableUntil: .stale("(503)")
    case .failing, .halfFails: .stale("(500)")
    case .badGateway: .stale("(502)")
    case .gatewayTimeout: .stale("(504)")
    case .redirectElsewhere: .stale("where the token must not go")
    case .redirectLoop: .stale("again and again")
    case .loginPage: .stale("web page")
    case .endless, .endlessRows, .bomb: .stale("answered with more than")
    case .garbage: .stale("does not speak HTTP")
    case .headerFlood: .stale("broke")
    }
  }
}
