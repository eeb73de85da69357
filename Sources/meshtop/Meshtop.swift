import ArgumentParser
import CProcess
import Dispatch

/// The program.
///
/// The dashboard runs on the main thread. An asynchronous `main` would put that to sleep for ever and run the main actor
/// on a thread of the pool, which takes longer to show the first frame and keeps signals away, so that Ctrl-Z would not stop it.
@main
enum Program {
  static func main() {
    process_fill_streams()
    process_ignore_failed_writes()
    process_hide_memory()
    process_return_memory()
    Environment.withdrawSecrets()
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
      RunLog.current?.end()
      process_end(0)
    } catch {
      end(error)
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

  /// Ends the process with an error. What a user typed is in its words, so they are made harmless.
  private static func end(_ error: any Error) -> Never {
    RunLog.current?.end(error)
    let code = Meshtop.exitCode(for: error)
    if code.isSuccess { Meshtop.exit(withError: error) }
    let message = Meshtop.fullMessage(for: error)
    if !message.isEmpty { StandardStreams.complain(message) }
    process_end(code.rawValue)
  }

  /// Runs a command that waits for a source, and ends the process with it.
  private static func run(_ command: sending any AsyncParsableCommand) -> Never {
    Task.detached {
      var command = command
      do {
        try await command.run()
      } catch {
        end(error)
      }
      RunLog.current?.end()
      process_end(0)
    }
    dispatchMain()
  }
}

struct Meshtop: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "meshtop", abstract: "A terminal dashboard for Istio meshes.", version: "meshtop \(version)",
    subcommands: [
      Live.self, TakeSnapshot.self, Record.self, CompareMoments.self, Check.self, Watch.self, Queries.self, Doctor.self,
      Config.self,
    ],
    defaultSubcommand: Live.self)
}
