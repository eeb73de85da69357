import Metrics

/// Keeps the credentials that come from some sources, and renews them.
actor SourceKeeper {
  nonisolated let sources: CredentialSources
  private let tokens: TokenKeeper
  private let plugin: ExecKeeper?
  private var passwordFile: PasswordFile?
  private var certificate: (stamps: [FileStamp], value: ClientCertificate)?

  init(_ sources: CredentialSources) {
    self.sources = sources
    tokens = TokenKeeper(sources.token)
    plugin = sources.plugin.map { ExecKeeper($0) }
    if case .file(let path)? = sources.login?.password { passwordFile = PasswordFile(path) }
  }

  /// What to send now.
  ///
  /// - Parameter refused: what the server would not take, if that is why it is asked for.
  func current(refused: Credentials?) async throws(SourceError) -> Credentials {
    var credentials = Credentials()
    if let plugin { credentials = try await plugin.current(refused: refused) }
    if let token = try await tokens.current(refused: refused?.token) { credentials.token = token }
    if let login = sources.login {
      switch login.password {
      case .fixed(let password): credentials.login = Login(user: login.user, password: password)
      case .file:
        if let password = try passwordFile?.current(again: refused != nil) {
          credentials.login = Login(user: login.user, password: password)
        }
      }
    }
    if let own = try ownCertificate() { credentials.certificate = own }
    return credentials
  }

  /// Whether refused credentials can be had anew.
  nonisolated var canRenew: Bool {
    if case .file? = sources.login?.password { return true }
    return tokens.canRenew || sources.plugin != nil
  }

  private func ownCertificate() throws(SourceError) -> ClientCertificate? {
    switch sources.certificate {
    case nil: return nil
    case .fixed(let pem, let key)?:
      do {
        return try ClientCertificate(pem: pem, key: key.reveal { $0 })
      } catch {
        throw SourceError(
          .file, problem: "The kubeconfig's client certificate cannot be used: \(error.reason).",
          remedy: "Write a kubeconfig anew, with a key that has no passphrase.")
      }
    case .files(let path, let key)?:
      let stamps = [path, key].compactMap { $0.flatMap { try? FileStamp(of: $0) } }
      if let certificate, certificate.stamps == stamps { return certificate.value }
      let value = try ClientCertificate(file: path, key: key)
      certificate = (stamps, value)
      return value
    }
  }
}
