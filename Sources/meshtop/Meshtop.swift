import ArgumentParser

@main
enum Program {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    // The dashboard is what people mean by meshtop, so its help is meshtop's.
    if arguments == ["--help"] || arguments == ["-h"] || arguments == ["help"] {
      _ = StandardStreams.print(Array((Meshtop.helpMessage(for: Live.self) + "\n").utf8))
      return
    }
    await Meshtop.main(arguments)
  }
}

struct Meshtop: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "meshtop", abstract: "A terminal dashboard for Istio meshes.", version: "meshtop \(version)",
    subcommands: [Live.self, TakeSnapshot.self, Queries.self], defaultSubcommand: Live.self)
}
