/// An option of the command line that a configuration can give.
public enum ConfigOption: String, CaseIterable, Sendable {
  case thanos, prometheus, timeout, window, graph, waypoints, selector, fold, layers, focus, find, hide, theme, glyphs,
    group
  case refresh, namespace, cluster, collapse, idle, ascii
  case tokenFile = "token-file"
  case tokenCommand = "token-command"
  case kubeconfig, user, header, tenant
  case kubeContext = "kube-context"
  case passwordFile = "password-file"
  case clientCert = "client-cert"
  case clientKey = "client-key"
  case headerFile = "header-file"
  case caFile = "ca-file"
  case caDir = "ca-dir"
  case serverName = "server-name"
  case noServiceAccount = "no-service-account"
  case logFile = "log-file"
  case logLevel = "log-level"
  case insecure = "insecure-skip-tls-verify"
  case ztunnelSelector = "ztunnel-selector"
  case waypointSelector = "waypoint-selector"
  case noMouse = "no-mouse"
  case noState = "no-state"
  case noPartialResponse = "no-partial-response"

  /// What its value is.
  public enum Kind: Sendable {
    case text
    case list
    case flag

    /// It in words.
    public var words: String {
      switch self {
      case .text: "a text in quotes"
      case .list: "a list of texts"
      case .flag: "true or false"
      }
    }
  }

  /// What its value is.
  public var kind: Kind {
    switch self {
    case .namespace, .cluster, .collapse, .header: .list
    case .idle, .ascii, .insecure, .noMouse, .noState, .noServiceAccount, .noPartialResponse: .flag
    default: .text
    }
  }

  /// Whether it names a server to ask.
  public var isServer: Bool { self == .thanos || self == .prometheus }

  /// Whether it is about being let in by a server, or about trusting it.
  public var isAccess: Bool {
    switch self {
    case .tokenFile, .tokenCommand, .kubeconfig, .kubeContext, .user, .passwordFile, .clientCert, .clientKey, .header,
      .headerFile, .tenant, .caFile, .caDir, .serverName, .insecure:
      true
    default: false
    }
  }

  /// The option without which it says nothing; nil where it needs none.
  public var needed: ConfigOption? {
    switch self {
    case .passwordFile: .user
    case .clientKey: .clientCert
    default: nil
    }
  }

  /// The commands that have it, by the words that name them.
  public func isKnown(to command: String) -> Bool {
    if command == "doctor connection" {
      return isServer || isAccess || [.timeout, .logFile, .logLevel].contains(self)
    }
    return switch self {
    case .refresh, .noMouse, .noState: command == "live"
    case .fold, .layers, .focus, .find, .hide, .collapse: ["live", "snapshot"].contains(command)
    case .theme, .glyphs, .group, .ascii: ["live", "snapshot", "diff", "check"].contains(command)
    default: true
    }
  }

  /// The options of which one given on the command line makes this one needless.
  public var rivals: [String] {
    switch self {
    case .thanos, .prometheus: ["--thanos", "--prometheus", "--demo", "--replay"]
    case .tokenFile, .tokenCommand, .user: Self.identities + ["--kube-context", "--demo", "--replay"]
    case .passwordFile: Self.identities + ["--kube-context", "--password-file", "--demo", "--replay"]
    // Another context may be chosen of the same file.
    case .kubeconfig: Self.identities + ["--client-cert", "--demo", "--replay"]
    case .kubeContext: Self.identities + ["--client-cert", "--kube-context", "--demo", "--replay"]
    case .clientCert: ["--client-cert", "--kubeconfig", "--kube-context", "--demo", "--replay"]
    case .clientKey: ["--client-cert", "--client-key", "--kubeconfig", "--kube-context", "--demo", "--replay"]
    case .caFile, .caDir, .insecure, .header, .headerFile, .tenant, .serverName, .noServiceAccount:
      ["--\(rawValue)", "--demo", "--replay"]
    case .namespace: ["--namespace", "-n"]
    case .noState: ["--no-state", "--state"]
    default: ["--\(rawValue)"]
    }
  }

  /// The flags that say who asks.
  private static let identities = ["--token-file", "--token-command", "--user", "--kubeconfig"]

  /// Whether a section must not have both.
  func excludes(_ other: ConfigOption) -> Bool {
    let identities: [ConfigOption] = [.tokenFile, .tokenCommand, .user, .kubeconfig]
    let certificates: [ConfigOption] = [.clientCert, .kubeconfig]
    let pair = [self, other]
    if pair.contains(.kubeContext) {
      return pair.contains { $0 != .kubeconfig && (identities + certificates).contains($0) }
    }
    return isServer && other.isServer || identities.contains(self) && identities.contains(other)
      || certificates.contains(self) && certificates.contains(other)
  }

  /// The variables of the environment that go before it.
  public var variables: [String] {
    switch self {
    case .thanos, .prometheus: ["MESHTOP_URL"]
    case .tokenFile, .tokenCommand, .user, .kubeconfig, .kubeContext: ["MESHTOP_TOKEN"]
    case .passwordFile: ["MESHTOP_TOKEN", "MESHTOP_PASSWORD"]
    default: []
    }
  }
}

/// A value of an option, and where it stands in the configuration.
public struct ConfigSetting: Sendable {
  /// The option.
  public var option: ConfigOption
  /// Its values: one of a text, any number of a list; of a flag one that is set, and none otherwise.
  public var values: [String]
  /// The table in which it stands.
  public var section: String
  /// Where it is set in the file; nil where that is not known.
  public var line: Int?

  /// The values for people: without what could be a secret.
  public var shownValues: [String] {
    switch option {
    case .tokenCommand: ["(a command)"]
    case .header: values.map { "\($0.prefix { $0 != ":" }): (secret)" }
    // What follows the last @ can hold no password.
    case .thanos, .prometheus: values.map { text in text.lastIndex(of: "@").map { "…" + text[$0...] } ?? text }
    default: values
    }
  }

  /// How it is written on a command line.
  public var arguments: [String] {
    option.kind == .flag ? values.map { _ in "--\(option.rawValue)" } : values.map { "--\(option.rawValue)=\($0)" }
  }
}
