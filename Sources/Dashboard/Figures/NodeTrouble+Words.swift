import Mesh

extension NodeTrouble {
  /// The share that fails, and of what: `12% err`, `80% denied`.
  var figure: String { "\(Figures.percent(percent)) \(failure == .denied ? "denied" : "err")" }

  /// What fails and why, and on the way from or to whom: `errors 503 UF: the server could not be reached, from frontend`.
  func words(_ mesh: MeshIndex, _ names: NodeNames) -> String {
    guard let edge else { return "" }
    let isAsked = edge.target == mesh.snapshot.nodes[node].id
    let other = isAsked ? edge.source : edge.target
    let end = "\(isAsked ? "from" : "to") \(names.full(other, in: mesh))"
    switch failure {
    case .denied: return "of connections denied, \(end)"
    case .requests(let response, let isGRPC):
      guard let response else { return "errors \(end)" }
      let code = response.code == "-" ? "no response" : isGRPC ? "gRPC \(response.code)" : response.code
      let meaning = ResponseFlags.explanation(response.flags)
      let flags = response.flags == "-" ? "" : " \(response.flags)"
      let name = isGRPC ? GRPCStatus.name(response.code) : ""
      return "errors \(code)" + (name.isEmpty ? "" : " \(name)") + flags + (meaning.isEmpty ? "" : ": \(meaning)")
        + ", \(end)"
    case nil: return ""
    }
  }
}
