import ArgumentParser

/// `meshtop doctor`: what is wrong around a mesh, and how it is mended.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say what is wrong with how the mesh is scraped, and how to mend it.",
    subcommands: [DiagnoseTelemetry.self], defaultSubcommand: DiagnoseTelemetry.self)
}
