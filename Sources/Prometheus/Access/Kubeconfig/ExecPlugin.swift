/// A command that hands out credentials, by the contract of client.authentication.k8s.io.
struct ExecPlugin: Sendable, Equatable {
  /// The versions of the contract that are spoken.
  static let versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"]

  /// A name in `PATH`, or a path.
  var command: String
  var version: String
  var arguments: [String] = []
  /// What is set besides the environment of this process.
  var environment: [String: String] = [:]
  /// What to tell whoever does not have the command.
  var installHint: String?
  /// The cluster to tell the command of; nil where it is not to be told.
  var cluster: KubeCluster?

  /// Values that look as if they were secret by their names: the command may repeat them when it fails.
  var secrets: [Secret] {
    let signs = ["SECRET", "PASSWORD", "TOKEN", "KEY"]
    func isSecret(_ name: some StringProtocol) -> Bool {
      let name = name.uppercased()
      return signs.contains { name.contains($0) }
    }
    let variables = environment.filter { isSecret($0.key) }.map(\.value)
    let values = arguments.compactMap { argument -> String? in
      guard let end = argument.firstIndex(of: "="), isSecret(argument[..<end]) else { return nil }
      return String(argument[argument.index(after: end)...])
    }
    let next = zip(arguments, arguments.dropFirst()).filter { $0.0.hasPrefix("-") && isSecret($0.0) }.map(\.1)
    return (variables + values + next).filter { !$0.isEmpty }.map { Secret(whole: $0) }
  }
}
