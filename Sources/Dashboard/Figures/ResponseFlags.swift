/// The meaning of the proxies' response flags in words.
///
/// Envoy's are listed in its documentation under access log operators, `%RESPONSE_FLAGS%`; ztunnel adds its own for
/// connections.
public enum ResponseFlags {
  /// What flags mean, several of them divided by commas; empty for `-`, the flags themselves where not known.
  public static func explanation(_ flags: String) -> String {
    flags == "-" ? "" : flags.split(separator: ",").map { meanings[String($0)] ?? String($0) }.joined(separator: ", ")
  }

  private static let meanings: [String: String] = [
    "CONNECT": "the connection could not be made",
    "DC": "the client hung up",
    "DENY": "denied by policy",
    "DF": "the name could not be resolved",
    "DI": "delayed on purpose",
    "DO": "dropped under overload",
    "DPE": "the client broke the protocol",
    "DT": "the request or connection lasted too long",
    "FI": "failed on purpose",
    "IH": "a header was refused",
    "LH": "the local health check failed",
    "LR": "reset here",
    "NC": "the upstream cluster is not known",
    "NFCF": "no filter configuration",
    "NR": "no route",
    "OM": "overload manager",
    "RL": "rate limited",
    "RLSE": "the rate limiter failed",
    "SI": "the stream was idle too long",
    "UAEX": "denied by external authorization",
    "UC": "the server cut the connection",
    "UF": "the server could not be reached",
    "UH": "no healthy server",
    "UMSDR": "the request lasted too long",
    "UO": "too many requests for the server (circuit breaker)",
    "UPE": "the server broke the protocol",
    "UR": "the server reset the stream",
    "URX": "too many retries",
    "UT": "the server took too long",
  ]
}
