import FoundationEssentials
import Metrics
import Yams

/// What a context of some kubeconfig files gives: how its user is let in, and whom its cluster's server can be known by.
struct Kubeconfig: Sendable, Equatable {
  /// Where the user's credentials come from.
  var sources = CredentialSources()
  /// The context's cluster; nil where the files have none.
  var cluster: KubeCluster?

  /// Reads the files of a source.
  init(_ source: KubeconfigSource) throws(SourceError) {
    var documents: [KubeconfigDocument] = []
    for path in source.paths {
      // kubectl passes over files of a list that are not there, too.
      if source.paths.count > 1, (try? FileStamp(of: path)) == nil { continue }
      do {
        documents.append(try KubeconfigDocument(path: path))
      } catch {
        throw SourceError(
          .file, problem: "The kubeconfig \(path) cannot be read: \(error.reason).",
          remedy: "Name one with --kubeconfig that kubectl can read.")
      }
    }
    try self.init(documents, source)
  }

  init(_ documents: [KubeconfigDocument], _ source: KubeconfigSource) throws(SourceError) {
    let reader = KubeconfigReader(documents: documents, name: source.name)
    guard let context = source.context ?? documents.lazy.compactMap(\.currentContext).first else {
      throw reader.fault("has no current context", "Choose one with --kube-context\(reader.known("contexts")).")
    }
    guard let (entry, _) = reader.find("contexts", "context", context) else {
      throw reader.fault("has no context \(context)", "Choose one with --kube-context\(reader.known("contexts")).")
    }
    if let name = KubeconfigDocument.text(entry["cluster"]),
      let (node, folder) = reader.find("clusters", "cluster", name)
    {
      cluster = try reader.cluster(node, folder)
    }
    guard let user = KubeconfigDocument.text(entry["user"]), let (node, folder) = reader.find("users", "user", user)
    else {
      throw reader.fault("has no user for the context \(context)", "Log in anew, for example with oc login.")
    }
    sources = try reader.sources(node, folder, user: user, cluster)
  }
}

/// A cluster's API server.
struct KubeCluster: Sendable, Equatable {
  var server: String
  /// The authority's certificate as PEM.
  var authority: String?
  /// The name that the server's certificate is for, if it is another than the address'.
  var serverName: String?
  /// Whether kubectl does not check the certificate. meshtop does, unless it is told not to itself.
  var isUnchecked = false
}

/// Reads the parts of kubeconfig files.
struct KubeconfigReader {
  let documents: [KubeconfigDocument]
  /// The files' name for people.
  let name: String

  /// A fault as a sentence on the files.
  func fault(_ problem: String, _ remedy: String) -> SourceError {
    SourceError(.file, problem: "The kubeconfig \(name) \(ServerText.harmless(problem)).", remedy: remedy)
  }

  /// The names in a list, for the end of a sentence.
  func known(_ list: String) -> String {
    let names = documents.flatMap { $0.names(list) }
    if names.isEmpty { return "" }
    return ": \(names.prefix(5).map { ServerText.harmless($0) }.joined(separator: ", "))\(names.count > 5 ? ", …" : "")"
  }

  /// The first entry of a name, and the folder of the file that it is in.
  func find(_ list: String, _ key: String, _ name: String) -> (Node, String)? {
    for document in documents {
      if let node = document.entry(list, key, named: name) { return (node, document.folder) }
    }
    return nil
  }

  // MARK: Clusters

  func cluster(_ node: Node, _ folder: String) throws(SourceError) -> KubeCluster? {
    guard let server = KubeconfigDocument.text(node["server"]) else { return nil }
    var cluster = KubeCluster(server: server)
    cluster.serverName = KubeconfigDocument.text(node["tls-server-name"])
    cluster.isUnchecked = node["insecure-skip-tls-verify"]?.bool ?? false
    cluster.authority = try text(
      node, "certificate-authority-data", or: "certificate-authority", folder, of: "the cluster's authority")
    return cluster
  }

  // MARK: Users

  func sources(_ node: Node, _ folder: String, user: String, _ cluster: KubeCluster?) throws(SourceError)
    -> CredentialSources
  {
    for (key, words) in [("as", "acts as another user (as)"), ("auth-provider", "uses an auth-provider")]
    where node[key] != nil {
      throw fault(
        "has a user \(user) that \(words), which meshtop does not do",
        "Choose another with --kube-context, or give a token with --token-command.")
    }
    var sources = CredentialSources()
    sources.certificate = try certificate(node, folder)
    // A file goes before a token, and both before the rest, as in kubectl.
    if let path = KubeconfigDocument.text(node["tokenFile"]) {
      sources.token = .file(SmallFile.path(path, in: folder))
    } else if let text = KubeconfigDocument.text(node["token"]) {
      guard let secret = Secret(text) else {
        throw fault("has a token that is none, of the user \(user)", "Log in anew, for example with oc login.")
      }
      sources.token = .fixed(secret)
    } else if let name = KubeconfigDocument.text(node["username"]) {
      guard let text = KubeconfigDocument.text(node["password"]), let password = Secret(line: text) else {
        throw fault("has no password that can be sent, of the user \(user)", "Write it there.")
      }
      sources.login = try LoginSource(user: name, password: .fixed(password))
    } else if let exec = node["exec"], exec.mapping != nil {
      sources.plugin = try plugin(exec, folder, user: user, cluster)
    }
    if sources == CredentialSources() {
      throw fault("has nothing to be let in with, of the user \(user)", "Log in anew, for example with oc login.")
    }
    return sources
  }

  private func certificate(_ node: Node, _ folder: String) throws(SourceError) -> CertificateSource? {
    if let path = KubeconfigDocument.text(node["client-certificate"]), node["client-certificate-data"] == nil,
      let key = KubeconfigDocument.text(node["client-key"]), node["client-key-data"] == nil
    {
      return .files(certificate: SmallFile.path(path, in: folder), key: SmallFile.path(key, in: folder))
    }
    let own = try text(node, "client-certificate-data", or: "client-certificate", folder, of: "a client certificate")
    let key = try text(node, "client-key-data", or: "client-key", folder, of: "a client key")
    guard own != nil || key != nil else { return nil }
    return .fixed(own ?? "", key: Secret(whole: key ?? own ?? ""))
  }

  private func plugin(_ node: Node, _ folder: String, user: String, _ cluster: KubeCluster?) throws(SourceError)
    -> ExecPlugin
  {
    guard let command = KubeconfigDocument.text(node["command"]) else {
      throw fault("has an exec plugin without a command, of the user \(user)", "Write a kubeconfig anew.")
    }
    let version = KubeconfigDocument.text(node["apiVersion"]) ?? ""
    guard ExecPlugin.versions.contains(version) else {
      throw fault(
        "has an exec plugin of the version \(version.isEmpty ? "(none)" : version), of the user \(user)",
        "meshtop speaks \(ExecPlugin.versions.joined(separator: " and ")); write a kubeconfig anew.")
    }
    if KubeconfigDocument.text(node["interactiveMode"]) == "Always" {
      throw fault(
        "has an exec plugin that must ask on a terminal (interactiveMode: Always), of the user \(user)",
        "Give a token with --token-command or --token-file.")
    }
    let path = command.contains("/") ? SmallFile.path(command, in: folder) : command
    var plugin = ExecPlugin(command: path, version: version)
    plugin.arguments = node["args"]?.sequence?.compactMap { $0.scalar?.string } ?? []
    for variable in node["env"]?.sequence.map(Array.init) ?? [] {
      guard let name = KubeconfigDocument.text(variable["name"]), !name.contains("="), !name.contains("\0") else {
        continue
      }
      plugin.environment[name] = variable["value"]?.scalar?.string ?? ""
    }
    if ([command] + plugin.arguments + Array(plugin.environment.values)).contains(where: { $0.contains("\0") }) {
      throw fault("has an exec plugin with a zero byte, of the user \(user)", "Write a kubeconfig anew.")
    }
    plugin.installHint = KubeconfigDocument.text(node["installHint"])
    if node["provideClusterInfo"]?.bool == true { plugin.cluster = cluster }
    return plugin
  }

  // MARK: Texts

  /// A PEM text that stands in the file as base64, or in a file of its own.
  private func text(_ node: Node, _ data: String, or file: String, _ folder: String, of what: String)
    throws(SourceError)
    -> String?
  {
    if let text = KubeconfigDocument.text(node[data]) {
      let base64 = String(decoding: text.utf8.filter { $0 > 0x20 }, as: UTF8.self)
      guard let bytes = Data(base64Encoded: base64) else {
        throw fault("has \(what) that is not base64 (\(data))", "Write a kubeconfig anew.")
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    guard let path = KubeconfigDocument.text(node[file]).map({ SmallFile.path($0, in: folder) }) else { return nil }
    do {
      return String(decoding: try SmallFile.read(path, longest: 1 << 20), as: UTF8.self)
    } catch {
      throw fault("names \(path) for \(what), which cannot be read: \(error.reason)", "Write a kubeconfig anew.")
    }
  }
}
