/// What came of requests, as rule 4 reads codes.
enum Outcome {
  /// Whether requests with this code failed.
  ///
  /// HTTP: 4xx, 5xx and no response. gRPC: status 1 to 16 and no response, and also an HTTP error of its transport.
  static func isError(_ code: String, isGRPC: Bool) -> Bool {
    if code == "-" { return true }
    guard let number = Int(code) else { return false }
    if (400...599).contains(number) { return true }
    return isGRPC && (1...16).contains(number)
  }

  /// The code to show for a row: the gRPC status where the transport itself did not fail, and `-` for no response.
  static func code(http: String, grpcStatus: String, isGRPC: Bool) -> String {
    let isTransportError = http == "0" || Int(http).map((400...599).contains) == true
    if isGRPC, !grpcStatus.isEmpty, !isTransportError { return grpcStatus }
    return http == "0" || http.isEmpty ? "-" : http
  }
}
