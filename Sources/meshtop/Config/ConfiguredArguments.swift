import Configuration
import Dashboard

/// The command line with what a configuration adds to it.
struct ConfiguredArguments {
  /// The whole command line, to be parsed.
  let whole: [String]
  /// The context whose server is asked; nil where a flag or the environment names another, or none does.
  let context: String?
  /// The options that were given on the command line itself, as `--name`.
  let given: Set<String>

  /// The commands that ask a server, by the words that name them.
  private static let commands = [
    ["live"], ["snapshot"], ["diff"], ["check"], ["watch"], ["record"], ["queries"], ["doctor", "connection"],
    ["doctor", "telemetry"], ["doctor"],
  ]

  /// Adds a configuration's settings to arguments that don't say otherwise. Flags go before the environment, and that before
  /// the configuration.
  init(_ arguments: [String], _ environment: (String) -> String?) throws(Trouble) {
    given = Set(arguments.lazy.filter { $0.hasPrefix("-") }.map { String($0.prefix { $0 != "=" }) })
    let isOther = !given.isDisjoint(with: ["--help", "-h", "--version", "--generate-completion-script"])
    let words = Self.commands.first { arguments.starts(with: $0) } ?? []
    let isDefault = arguments.first.map { $0.hasPrefix("-") } ?? true
    guard !isOther, !words.isEmpty || isDefault else {
      whole = arguments
      context = nil
      return
    }
    let command = words.isEmpty ? "live" : words.joined(separator: " ")
    let file = try ConfigFile.load(Self.value(of: "--config", in: arguments))
    let chosen = Self.value(of: "--context", in: arguments) ?? environment("MESHTOP_CONTEXT")
    let settings = try file.settings(context: chosen).filter { [given] setting in
      setting.option.isKnown(to: command) && given.isDisjoint(with: setting.option.rivals)
        && (chosen != nil || setting.option.variables.allSatisfy { environment($0) == nil })
    }
    context = settings.contains(where: \.option.isServer) ? chosen ?? file.currentContext : nil
    let holding = file.withoutForeignAccess(settings)
    // A wrong value is told of as the file's: nobody has typed it as a flag.
    try file.check(holding)
    let own = holding.flatMap(\.arguments)
    whole = words + own + arguments.dropFirst(words.count)
  }

  /// What was chosen in earlier runs, without that of which the command line says something else.
  func unsaid(of kept: KeptState) -> KeptState {
    var kept = kept
    if given.contains("--theme") { kept.theme = nil }
    if given.contains("--group") { kept.grouping = nil }
    if given.contains("--window") { kept.window = nil }
    if given.contains("--collapse") { kept.collapse = nil }
    if !given.isDisjoint(with: ["--namespace", "-n"]) { kept.namespaces = nil }
    return kept
  }

  private static func value(of flag: String, in arguments: [String]) -> String? {
    for (index, argument) in arguments.enumerated() {
      if argument == flag, index + 1 < arguments.count { return arguments[index + 1] }
      if argument.hasPrefix("\(flag)=") { return String(argument.dropFirst(flag.count + 1)) }
    }
    return nil
  }
}
