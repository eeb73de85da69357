import Metrics

/// What came of requests, as rule 4 reads codes.
enum Outcome {
  /// What selects the requests that failed, each alternative others: HTTP errors are 4xx, 5xx and no response; a gRPC error
  /// has a status other than 0 while HTTP says 200.
  static let failures: [[Matcher]] = [[http], [http.negated, grpc]]

  private static let http = Matcher(TrafficLabel.responseCode, .matches, "0|4..|5..")
  private static let grpc = Matcher(TrafficLabel.grpcStatus, .matches, "[1-9]|1[0-6]")

  /// The code to show for a row: the gRPC status where the transport itself did not fail, and `-` for no response.
  static func code(http: String, grpcStatus: String, isGRPC: Bool) -> String {
    let isTransportError = http == "0" || Int(http).map((400...599).contains) == true
    if isGRPC, !grpcStatus.isEmpty, !isTransportError { return grpcStatus }
    return http == "0" || http.isEmpty ? "-" : http
  }
}
