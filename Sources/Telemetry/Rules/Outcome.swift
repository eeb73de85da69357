/// What came of requests, as rule 4 reads codes.
enum Outcome {
  /// The code to show for a row: the gRPC status where the transport itself did not fail, and `-` for no response.
  static func code(http: String, grpcStatus: String, isGRPC: Bool) -> String {
    let isTransportError = http == "0" || Int(http).map((400...599).contains) == true
    if isGRPC, !grpcStatus.isEmpty, !isTransportError { return grpcStatus }
    return http == "0" || http.isEmpty ? "-" : http
  }
}
