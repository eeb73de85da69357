import ArgumentParser

@main
struct Meshtop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meshtop", abstract: "A terminal dashboard for service meshes.", version: "0.1.0")
}
