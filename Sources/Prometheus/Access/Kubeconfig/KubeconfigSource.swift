/// The kubeconfig files to take credentials from, and the context in them.
public struct KubeconfigSource: Sendable, Equatable {
  /// The files, joined as kubectl does: of what several name, the first holds.
  public var paths: [String]
  /// The context; nil for the files' current one.
  public var context: String?

  /// Files by their paths.
  public init(paths: [String], context: String? = nil) {
    self.paths = paths
    self.context = context
  }

  /// What two flags mean, the file and the context; nil where neither is given.
  ///
  /// A file may be a list with colons, as `KUBECONFIG` is. With a context alone the files are those that kubectl would
  /// read: `KUBECONFIG`'s, or `~/.kube/config`. The variable by itself does nothing, since it is set in many shells for
  /// kubectl's sake, and a token must be sent because somebody asked for it.
  public init?(file: String?, context: String?, environment: [String: String]) {
    if file == nil, context == nil { return nil }
    func nonEmpty(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
    let home = nonEmpty(environment["HOME"]).map { "\($0)/.kube/config" }
    let text = nonEmpty(file) ?? nonEmpty(environment["KUBECONFIG"]) ?? home ?? ".kube/config"
    let isFile = (try? FileStamp(of: text)) != nil
    self.init(paths: isFile ? [text] : text.split(separator: ":").map(String.init), context: context)
  }

  /// The files as people read them.
  var name: String { paths.joined(separator: ":") }
}
