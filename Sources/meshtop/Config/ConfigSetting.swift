/// An option of the command line that a configuration can give.
enum ConfigOption: String, CaseIterable {
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
  enum Kind {
    case text
    case list
    case flag

    var words: String {
      switch self {
      case .text: "a text in quotes"
      case .list: "a list of texts"
      case .flag: "true or false"
      }
    }
  }

  var kind: Kind {
    switch self {
    case .namespace, .cluster, .collapse: .list
    case .idle, .ascii, .insecure, .noMouse, .noState: .flag
    default: .text
    }
  }

  /// Whether it names a server to ask.
  var isServer: Bool { self == .thanos || self == .prometheus }

  /// Whether it is about being let in by a server, or about trusting it.
  var isAccess: Bool { [.tokenFile, .tokenCommand, .caFile, .insecure].contains(self) }

  /// The commands that have it.
  func isKnown(to command: String) -> Bool {
    switch self {
    case .refresh, .noMouse, .noState: command == "live"
    case .fold, .layers, .focus, .find, .hide, .theme, .glyphs, .group, .collapse, .ascii:
      !["queries", "record"].contains(command)
    default: true
    }
  }

  /// The options of which one given on the command line makes this one needless.
  var rivals: [String] {
    switch self {
    case .thanos, .prometheus: ["--thanos", "--prometheus", "--demo", "--replay"]
    case .tokenFile, .tokenCommand: ["--token-file", "--token-command", "--demo", "--replay"]
    case .caFile, .insecure: ["--\(rawValue)", "--demo", "--replay"]
    case .namespace: ["--namespace", "-n"]
    case .noState: ["--no-state", "--state"]
    default: ["--\(rawValue)"]
    }
  }

  /// The variable of the environment that goes before it.
  var variable: String? {
    switch self {
    case .thanos, .prometheus: "MESHTOP_URL"
    case .tokenFile, .tokenCommand: "MESHTOP_TOKEN"
    default: nil
    }
  }
}

/// A value of an option, and where it stands in the configuration.
struct ConfigSetting {
  var option: ConfigOption
  var values: [String]
  var section: String
  /// Where it is set in the file; nil where that is not known.
  var line: Int?

  /// The values for people: without what could be a secret.
  var shownValues: [String] {
    switch option {
    case .tokenCommand: ["(a command)"]
    // What follows the last @ can hold no password.
    case .thanos, .prometheus: values.map { text in text.lastIndex(of: "@").map { "…" + text[$0...] } ?? text }
    default: values
    }
  }

  /// How it is written on a command line.
  var arguments: [String] {
    option.kind == .flag ? values.map { _ in "--\(option.rawValue)" } : values.map { "--\(option.rawValue)=\($0)" }
  }
}

extension ConfigFile {
  /// The settings that hold for a context: its own before the defaults.
  ///
  /// - Parameter name: the context; nil for the current one, if any.
  func settings(context name: String?) throws(Trouble) -> [ConfigSetting] {
    guard let name = name ?? currentContext else { return defaults }
    guard let own = contexts[name] else {
      let known = contexts.keys.sorted().joined(separator: ", ")
      throw Trouble(
        .usage, "There is no context named \(name).",
        known.isEmpty ? "The configuration has none." : "Use one of \(known).")
    }
    let all = own + defaults.filter { setting in !own.contains { $0.option.rivals == setting.option.rivals } }
    return withoutForeignAccess(all)
  }

  /// Leaves out what lets one in to a server that is not asked: a token must not go to another one than it was written
  /// beside, nor a check be skipped.
  ///
  /// - Parameter settings: what holds, with the server to ask, where a flag or the environment names none.
  func withoutForeignAccess(_ settings: [ConfigSetting]) -> [ConfigSetting] {
    let asked = settings.first { $0.option.isServer }?.section
    let servers = Set((contexts.values.joined() + defaults).lazy.filter(\.option.isServer).map(\.section))
    return settings.filter { !$0.option.isAccess || !servers.contains($0.section) || $0.section == asked }
  }
}
