import Configuration

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
    let all =
      own
      + defaults.filter { setting in
        !own.contains { setting.option.rivals.contains("--\($0.option.rawValue)") }
      }
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
