import Mesh

extension NodeTrouble {
  /// The share that fails, and of what: `12% err`, `80% denied`.
  var figure: String { "\(Figures.percent(percent)) \(word)" }

  /// What the share is of, in one word: `err`, `denied`.
  var word: String { failure == .denied ? "denied" : "err" }

  /// Of what a share fails: `requests`.
  var noun: String { failure == .denied ? "connections" : "requests" }

  /// On the way from or to whom it fails, and why: `from frontend: 503 UF, the server could not be reached`.
  func words(_ mesh: MeshIndex, _ names: NodeNames) -> String {
    guard let edge else { return "" }
    let isAsked = edge.target == mesh.snapshot.nodes[node].id
    let other = isAsked ? edge.source : edge.target
    let end = "\(isAsked ? "from" : "to") \(names.full(other, in: mesh))"
    switch failure {
    case .denied: return "\(end): denied by a policy"
    case .requests(let responses, let isGRPC):
      let words = responses.map { Self.words($0, isGRPC: isGRPC) }
      return end + (words.isEmpty ? "" : ": \(words.joined(separator: "; "))")
    case nil: return ""
    }
  }

  private static func words(_ response: RequestTraffic.Response, isGRPC: Bool) -> String {
    let code = response.code == "-" ? "no response" : isGRPC ? "gRPC \(response.code)" : response.code
    let meaning = ResponseFlags.explanation(response.flags)
    let flags = response.flags == "-" ? "" : " \(response.flags)"
    let name = isGRPC ? GRPCStatus.name(response.code) : ""
    return code + (name.isEmpty ? "" : " \(name)") + flags + (meaning.isEmpty ? "" : ", \(meaning)")
  }
}
