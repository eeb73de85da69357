import ArgumentParser
import Metrics
import Prometheus

/// How to be let in by a server, and how to know it.
struct AccessOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A file with the bearer token, read again when it changes.", valueName: "file"))
  var tokenFile: String?

  @Option(help: ArgumentHelp("A command that prints the bearer token, such as 'oc whoami -t'.", valueName: "command"))
  var tokenCommand: String?

  @Option(
    help: ArgumentHelp(
      "A kubeconfig whose user is let in, by token, exec plugin, password or certificate.", valueName: "file"))
  var kubeconfig: String?

  @Option(
    help: ArgumentHelp(
      "The kubeconfig's context to use; without --kubeconfig, of KUBECONFIG or ~/.kube/config.", valueName: "name"))
  var kubeContext: String?

  @Option(help: ArgumentHelp("A user's name, with --password-file or MESHTOP_PASSWORD.", valueName: "name"))
  var user: String?

  @Option(help: ArgumentHelp("A file with the user's password, read again when it changes.", valueName: "file"))
  var passwordFile: String?

  @Option(help: ArgumentHelp("A PEM file with the certificate to show to the server.", valueName: "file"))
  var clientCert: String?

  @Option(
    help: ArgumentHelp(
      "A PEM file with that certificate's key, without a passphrase. (default: the certificate's file)",
      valueName: "file"))
  var clientKey: String?

  @Option(
    help: ArgumentHelp(
      "A header to send along, such as 'X-Scope-OrgID: team'; can be repeated.", valueName: "name: value"))
  var header: [String] = []

  @Option(help: ArgumentHelp("A file with such headers, one a line.", valueName: "file"))
  var headerFile: String?

  @Option(
    help: ArgumentHelp(
      "The one namespace to ask for, as OpenShift's tenancy port 9092 wants it.", valueName: "namespace"))
  var tenant: String?

  @Option(help: ArgumentHelp("A PEM file with certificates to trust besides the system's.", valueName: "file"))
  var caFile: String?

  @Option(help: ArgumentHelp("A folder of such files.", valueName: "folder"))
  var caDir: String?

  @Option(
    help: ArgumentHelp(
      "The name in the server's certificate, where the address has another, such as localhost.", valueName: "name"))
  var serverName: String?

  @Flag(help: "Do not check the server's certificate. Whoever is in between can read the token.")
  var insecureSkipTlsVerify = false

  @Flag(
    help: ArgumentHelp(
      """
      Leave the pod's service account alone. In a pod, its token goes to an https address where no other way in is \
      given, and its authorities are trusted for that.
      """))
  var noServiceAccount = false

  func validate() throws {
    let ways = [
      ("--token-file", tokenFile != nil), ("--token-command", tokenCommand != nil), ("--user", user != nil),
      (kubeconfig != nil ? "--kubeconfig" : "--kube-context", usesKubeconfig),
    ].filter(\.1).map(\.0)
    if ways.count > 1 { throw ValidationError("Give only one of \(ways.joined(separator: " and ")).") }
    if passwordFile != nil, user == nil { throw ValidationError("Give --user with --password-file.") }
    if clientKey != nil, clientCert == nil { throw ValidationError("Give --client-cert with --client-key.") }
    if clientCert != nil, usesKubeconfig {
      throw ValidationError("Give only one of \(ways.last ?? "--kubeconfig") and --client-cert.")
    }
  }

  private var usesKubeconfig: Bool { kubeconfig != nil || kubeContext != nil }
}

extension AccessOptions {
  /// All that is needed to ask the server at an address.
  func options(_ url: String, timeout: Duration) throws(Trouble) -> PrometheusOptions {
    var options = PrometheusOptions(url: url, timeout: timeout, userAgent: "meshtop/\(Meshtop.version)")
    options.skipsVerification = insecureSkipTlsVerify
    options.serverName = serverName
    options.caFiles = caFile.map { [$0] } ?? []
    options.caFolder = caDir
    options.certificate = clientCert.map { .files(certificate: $0, key: clientKey) }
    do throws(SourceError) {
      if let serverName { try PrometheusOptions.check(serverName: serverName) }
      if let tenant { try PrometheusOptions.check(tenant: tenant) }
      options.tenant = tenant
      for text in header { options.headers.append(try RequestHeader(parsing: text)) }
      if let headerFile { options.headers += try Self.headers(in: headerFile) }
      try identify(&options)
    } catch {
      throw Trouble(starting: error)
    }
    return options
  }

  /// Says who asks: as the flags do, or else the environment, or else the pod.
  private func identify(_ options: inout PrometheusOptions) throws(SourceError) {
    if let tokenFile {
      options.token = .file(tokenFile)
    } else if let tokenCommand {
      options.token = .command(tokenCommand)
    } else if let user {
      options.login = try LoginSource(user: user, password: try password())
    } else if let source = KubeconfigSource(file: kubeconfig, context: kubeContext, environment: Environment.all) {
      options.kubeconfig = source
    } else if let text = Environment.text("MESHTOP_TOKEN") {
      guard let secret = Secret(text) else {
        throw SourceError(
          .options, problem: "MESHTOP_TOKEN holds characters that no token has.",
          remedy: "Set it anew, for example from oc whoami -t.")
      }
      options.token = .fixed(secret)
    } else if clientCert == nil, !noServiceAccount, PrometheusOptions.isEncrypted(url: options.url),
      let account = ServiceAccount(environment: Environment.all)
    {
      options.token = .file(account.tokenFile)
      options.caFiles += account.authorities
    }
  }

  private func password() throws(SourceError) -> LoginSource.Password {
    if let passwordFile { return .file(passwordFile) }
    guard let text = Environment.text("MESHTOP_PASSWORD"), let secret = Secret(line: text) else {
      throw SourceError(
        .options, problem: "There is no password for --user.",
        remedy: "Give one with --password-file, or set MESHTOP_PASSWORD to one line of text.")
    }
    return .fixed(secret)
  }

  /// The headers that a file holds, one a line; empty lines and those that begin with # are passed over.
  private static func headers(in path: String) throws(SourceError) -> [RequestHeader] {
    let bytes: [UInt8]
    do throws(Trouble) {
      bytes = try FileText.read(path, longest: 1 << 20)
    } catch {
      throw SourceError(.file, problem: error.problem, remedy: error.remedy)
    }
    var headers: [RequestHeader] = []
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    where !line.hasPrefix("#") && !line.allSatisfy(\.isWhitespace) {
      headers.append(try RequestHeader(parsing: String(line)))
    }
    return headers
  }

  /// What a user must know all the time; empty for nothing.
  var alarm: String {
    var words: [String] = []
    if insecureSkipTlsVerify { words.append("TLS is not verified: the token can be read on the way") }
    if let tenant { words.append("Only namespace \(tenant) can be seen; ztunnels may be hidden") }
    return words.joined(separator: ". ")
  }
}
