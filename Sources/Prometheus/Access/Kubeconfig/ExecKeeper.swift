import FoundationEssentials
import JSON
import Metrics
import Subprocess
import SystemPackage

/// Keeps the credentials that an exec plugin gave, and runs it again when they expire or are refused.
actor ExecKeeper {
  private let plugin: ExecPlugin
  private var kept: (credentials: Credentials, expiry: Date?)?
  private var renewal: Task<Result<ExecAnswer, SourceError>, Never>?

  init(_ plugin: ExecPlugin) { self.plugin = plugin }

  /// The credentials to send now.
  ///
  /// - Parameter refused: what the server would not take, if that is why they are asked for.
  func current(refused: Credentials?) async throws(SourceError) -> Credentials {
    if let kept {
      let isExpired = kept.expiry.map { $0 <= Date() } ?? false
      let isRefused = refused.map { kept.credentials.isPart(of: $0) } ?? false
      if !isExpired, !isRefused { return kept.credentials }
    }
    // Several queries may find out at once that the credentials are no good; the command is run once for all of them.
    let task = renewal ?? Task { [plugin] in await Self.run(plugin) }
    renewal = task
    let result = await task.value
    if renewal == task { renewal = nil }
    let answer = try result.get()
    kept = (answer.credentials, answer.expiry)
    return answer.credentials
  }

  private static func run(_ plugin: ExecPlugin) async -> Result<ExecAnswer, SourceError> {
    let name = ServerText.harmless(plugin.command)
    func failure(_ problem: String, _ remedy: String? = nil) -> Result<ExecAnswer, SourceError> {
      .failure(
        SourceError(
          .token, problem: "The kubeconfig's command \(name) \(problem)",
          remedy: remedy ?? "Log in anew, or try it by itself, for example with kubectl get namespaces."))
    }
    let isPath = plugin.command.contains("/")
    var variables: [Environment.Key: String?] = [
      // What is meshtop's own is nobody else's business.
      "MESHTOP_TOKEN": nil, "MESHTOP_PASSWORD": nil, "KUBERNETES_EXEC_INFO": ExecAnswer.question(plugin),
    ]
    for (name, value) in plugin.environment { variables[Environment.Key(stringLiteral: name)] = value }
    var options = PlatformOptions()
    // In a session of its own it has no terminal to ask on, which the dashboard is drawn on.
    options.createSession = true
    options.teardownSequence = PlatformOptions.endedWhole.teardownSequence
    do {
      let outcome = try await TimeLimit.run(.seconds(60)) { [variables, options] in
        try await Subprocess.run(
          isPath ? .path(FilePath(plugin.command)) : .name(plugin.command), arguments: Arguments(plugin.arguments),
          environment: .inherit.updating(variables), platformOptions: options, output: .string(limit: 1 << 20),
          error: .string(limit: 1 << 16))
      }
      let said = ServerText.harmless(outcome.standardError, hiding: plugin.secrets)
      guard outcome.terminationStatus.isSuccess else { return failure("failed\(said.isEmpty ? "." : ": \(said)")") }
      do throws(SmallFile.Fault) {
        return .success(try ExecAnswer(outcome.standardOutput, version: plugin.version))
      } catch {
        return failure("gave no credentials: \(error.reason).\(said.isEmpty ? "" : " It said: \(said)")")
      }
    } catch is TimeLimit.Passed {
      return failure("did not end within 60 s.")
    } catch let error as SubprocessError where error.code == .executableNotFound {
      return failure(
        "is not installed here.", plugin.installHint.map { ServerText.harmless($0) } ?? "Install it, or check PATH.")
    } catch {
      return failure("could not be run.", plugin.installHint.map { ServerText.harmless($0) })
    }
  }
}

/// What an exec plugin is asked and answers: the object ExecCredential.
struct ExecAnswer: Sendable {
  var credentials = Credentials()
  /// When to ask anew, a little before the credentials expire; nil for never.
  var expiry: Date?

  /// The text that the plugin finds in `KUBERNETES_EXEC_INFO`.
  static func question(_ plugin: ExecPlugin) -> String {
    var json = JSONWriter()
    json.beginObject()
    json.key("kind")
    json.value("ExecCredential")
    json.key("apiVersion")
    json.value(plugin.version)
    json.key("spec")
    json.beginObject()
    json.key("interactive")
    json.value(false)
    if let cluster = plugin.cluster {
      json.key("cluster")
      json.beginObject()
      json.key("server")
      json.value(cluster.server)
      if let name = cluster.serverName {
        json.key("tls-server-name")
        json.value(name)
      }
      if cluster.isUnchecked {
        json.key("insecure-skip-tls-verify")
        json.value(true)
      }
      if let authority = cluster.authority {
        json.key("certificate-authority-data")
        json.value(Data(authority.utf8).base64EncodedString())
      }
      json.endObject()
    }
    json.endObject()
    json.endObject()
    return json.string
  }

  /// Reads the answer. The fault is the end of a sentence, without anything of the answer.
  init(_ text: String, version: String) throws(SmallFile.Fault) {
    guard let document = try? JSONDocument(parsing: Array(text.utf8)), document.root.kind == .object else {
      throw SmallFile.Fault("what it printed is no JSON")
    }
    let root = document.root
    guard root["kind"]?.string == "ExecCredential" else { throw SmallFile.Fault("it printed no ExecCredential") }
    guard root["apiVersion"]?.string == version else {
      throw SmallFile.Fault("it printed another version of ExecCredential than \(version)")
    }
    guard let status = root["status"], status.kind == .object else { throw SmallFile.Fault("there is no status in it") }
    if let text = status["token"]?.string, !text.isEmpty {
      guard let token = Secret(text) else { throw SmallFile.Fault("the token has characters that no token has") }
      credentials.token = token
    }
    let certificate = status["clientCertificateData"]?.string ?? ""
    let key = status["clientKeyData"]?.string ?? ""
    if !certificate.isEmpty || !key.isEmpty {
      credentials.certificate = try ClientCertificate(pem: certificate, key: key)
    }
    guard credentials != Credentials() else { throw SmallFile.Fault("there is neither token nor certificate in it") }
    if let text = status["expirationTimestamp"]?.string {
      guard let moment = Self.moment(text) else { throw SmallFile.Fault("its expirationTimestamp is no time") }
      expiry = moment.addingTimeInterval(-10)
    }
  }

  /// A moment as RFC 3339 writes it, with a fraction or without.
  static func moment(_ text: String) -> Date? {
    (try? Date.ISO8601FormatStyle().parse(text))
      ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
  }
}
