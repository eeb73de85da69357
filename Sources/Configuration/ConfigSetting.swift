/// An option of the command line that a configuration can give.
public enum ConfigOption: String, CaseIterable, Sendable {
  case thanos, prometheus, timeout, window, graph, waypoints, selector, fold, layers, focus, find, hide, theme, glyphs,
    group
  case refresh, namespace, cluster, collapse, idle, ascii
  case tokenFile = "token-file"
  case tokenCommand = "token-command"
  case caFile = "ca-file"
  case insecure = "insecure-skip-tls-verify"
  case ztunnelSelector = "ztunnel-selector"
  case waypointSelector = "waypoint-selector"
  case noMouse = "no-mouse"
  case noState = "no-state"

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
    case .namespace, .cluster, .collapse: .list
    case .idle, .ascii, .insecure, .noMouse, .noState: .flag
    default: .text
    }
  }

  /// Whether it names a server to ask.
  public var isServer: Bool { self == .thanos || self == .prometheus }

  /// Whether it is about being let in by a server, or about trusting it.
  public var isAccess: Bool { [.tokenFile, .tokenCommand, .caFile, .insecure].contains(self) }

  /// The commands that have it.
  public func isKnown(to command: String) -> Bool {
    switch self {
    case .refresh, .noMouse, .noState: command == "live"
    case .fold, .layers, .focus, .find, .hide, .theme, .glyphs, .group, .collapse, .ascii: command != "queries"
    default: true
    }
  }

  /// The options of which one given on the command line makes this one needless.
  public var rivals: [String] {
    switch self {
    case .thanos, .prometheus: ["--thanos", "--prometheus", "--demo", "--replay"]
    case .tokenFile, .tokenCommand: ["--token-file", "--token-command", "--demo", "--replay"]
    case .caFile, .insecure: ["--\(rawValue)", "--demo", "--replay"]
    case .namespace: ["--namespace", "-n"]
    case .noState: ["--no-state", "--state"]
    default: ["--\(rawValue)"]
    }
  }

  /// Whether a section must not have both.
  func excludes(_ other: ConfigOption) -> Bool {
    isServer && other.isServer
      || [.tokenFile, .tokenCommand].contains(self) && [.tokenFile, .tokenCommand].contains(other)
  }

  /// The variable of the environment that goes before it.
  public var variable: String? {
    switch self {
    case .thanos, .prometheus: "MESHTOP_URL"
    case .tokenFile, .tokenCommand: "MESHTOP_TOKEN"
    default: nil
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
