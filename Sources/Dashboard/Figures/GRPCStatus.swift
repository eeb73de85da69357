/// The names of gRPC's status codes (gRPC's documentation, statuscodes.md).
enum GRPCStatus {
  /// The name of a status; empty where there is none, and for an HTTP code.
  static func name(_ code: String) -> String {
    guard let number = Int(code), names.indices.contains(number) else { return "" }
    return names[number]
  }

  private static let names = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
    "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
    "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
  ]
}
