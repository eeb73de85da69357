import ArgumentParser
import Dispatch

/// The program.
///
/// The dashboard runs on the main thread. An asynchronous `main` would put that to sleep for ever and run the main actor
/// on a thread of the pool, which takes longer to show the first frame and keeps signals away, so that Ctrl-Z would not stop it.
@main
enum Program {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    // The dashboard is what people mean by meshtop, so its help is meshtop's.
    if arguments == ["--help"] || arguments == ["-h"] || arguments == ["help"] {
      _ = StandardStreams.print(Array((Meshtop.helpMessage(for: Live.self) + "\n").utf8))
      return
    }
    do {
      let arguments = try Self.configured(arguments)
      var command = try Meshtop.parseAsRoot(arguments.whole)
      if let live = command as? Live, StandardStreams.outputIsTerminal {
        try MainActor.assumeIsolated { try live.show(arguments) }
      } else if let task = command as? any AsyncParsableCommand {
        run(task)
      } else {
        try command.run()
      }
    } catch {
      Meshtop.exit(withError: error)
    }
  }

  /// The arguments with what the configuration adds to them.
  private static func configured(_ arguments: [String]) throws -> ConfiguredArguments {
    do {
      return try ConfiguredArguments(arguments, Environment.text)
    } catch {
      throw error.report()
    }
  }

  /// Runs a command that waits for a source, and ends the process with it.
  private static func run(_ command: sending any AsyncParsableCommand) -> Never {
    Task.detached {
      var command = command
      do {
        try await command.run()
      } catch {
        Meshtop.exit(withError: error)
      }
      Meshtop.exit()
    }
    dispatchMain()
  }
}

struct Meshtop: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "meshtop", abstract: "A terminal dashboard for Istio meshes.", version: "meshtop \(version)",
    subcommands: [Live.self, TakeSnapshot.self, Record.self, CompareMoments.self, Queries.self, Config.self],
    defaultSubcommand: Live.self)
}
