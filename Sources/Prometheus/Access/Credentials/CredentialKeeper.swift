import Metrics

/// Keeps what lets one in by some options, and renews it: the options' own sources, or a kubeconfig's user, which is
/// read again when its files change, as they do at a login.
actor CredentialKeeper {
  private let kubeconfig: KubeconfigSource?
  private var stamps: [FileStamp?]
  private var keeper: SourceKeeper

  init(_ options: PrometheusOptions, _ read: Kubeconfig?) {
    kubeconfig = options.kubeconfig
    stamps = Self.stamps(options.kubeconfig)
    let own = CredentialSources(token: options.token, login: options.login, certificate: options.certificate)
    let first = SourceKeeper(read?.sources ?? own)
    keeper = first
    canRenew = options.kubeconfig != nil || first.canRenew
  }

  /// Whether refused credentials can be had anew.
  nonisolated let canRenew: Bool

  /// What to send now.
  ///
  /// - Parameter refused: what the server would not take, if that is why it is asked for.
  func current(refused: Credentials? = nil) async throws(SourceError) -> Credentials {
    if let kubeconfig {
      let now = Self.stamps(kubeconfig)
      if now != stamps || refused != nil {
        let sources = try Kubeconfig(kubeconfig).sources
        // What stays the same keeps what its command gave.
        if sources != keeper.sources { keeper = SourceKeeper(sources) }
        stamps = now
      }
    }
    return try await keeper.current(refused: refused)
  }

  private static func stamps(_ source: KubeconfigSource?) -> [FileStamp?] {
    source?.paths.map { try? FileStamp(of: $0) } ?? []
  }
}
