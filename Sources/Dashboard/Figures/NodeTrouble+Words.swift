import Mesh

extension NodeTrouble {
  /// The share that fails, and of what: `12% err`, `80% denied`.
  var figure: String { "\(Figures.percent(percent)) \(failure == .denied ? "denied" : "err")" }

  /// What fails and why: `errors 503 UF: the server could not be reached`.
  var words: String {
    switch failure {
    case .denied: return "of connections denied"
    case .requests(let response, let isGRPC):
      guard let response else { return "errors" }
      let code = response.code == "-" ? "no response" : isGRPC ? "gRPC \(response.code)" : response.code
      let meaning = ResponseFlags.explanation(response.flags)
      let flags = response.flags == "-" ? "" : " \(response.flags)"
      let name = isGRPC ? GRPCStatus.name(response.code) : ""
      return "errors \(code)" + (name.isEmpty ? "" : " \(name)") + flags + (meaning.isEmpty ? "" : ": \(meaning)")
    case nil: return ""
    }
  }
}
