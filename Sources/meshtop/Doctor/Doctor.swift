import ArgumentParser

/// `meshtop doctor`: says what is wrong, and what to do about it.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Find out what is wrong, and what to do about it.",
    subcommands: [DiagnoseTelemetry.self, ConnectionDoctor.self], defaultSubcommand: DiagnoseTelemetry.self)
}
