/// What goes along with a request to be let in.
struct Credentials: Sendable, Equatable {
  /// A bearer token. It goes before a name and password.
  var token: Secret?
  var login: Login?
  var certificate: ClientCertificate?

  /// What must not be seen in any text.
  var secrets: [Secret] { [token].compactMap(\.self) + (login?.secrets ?? []) }

  /// Whether all of this is also in others.
  func isPart(of others: Credentials) -> Bool {
    (token == nil || token == others.token) && (login == nil || login == others.login)
      && (certificate == nil || certificate == others.certificate)
  }
}

/// Where credentials come from.
struct CredentialSources: Sendable, Equatable {
  var token = TokenSource.none
  var login: LoginSource?
  var certificate: CertificateSource?
  var plugin: ExecPlugin?
}
