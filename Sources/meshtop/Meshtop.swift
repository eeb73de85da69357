import ArgumentParser
import Dispatch
import Synchronization

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
      let command = try Meshtop.parseAsRoot(arguments)
      if let live = command as? Live, StandardStreams.outputIsTerminal {
        // The process' first thread and no other: the pool's threads keep signals away, and with them Ctrl-Z.
        try MainActor.assumeIsolated { try live.show() }
      } else {
        try wait(for: command)
      }
    } catch {
      Meshtop.exit(withError: error)
    }
  }

  /// Runs a command to its end, with this thread waiting.
  private static func wait(for command: sending any ParsableCommand) throws {
    let done = DispatchSemaphore(value: 0)
    let failure = Failure()
    Task.detached {
      var command = command
      do {
        if var waiting = command as? any AsyncParsableCommand {
          try await waiting.run()
        } else {
          try command.run()
        }
      } catch {
        failure.error.withLock { $0 = error }
      }
      done.signal()
    }
    done.wait()
    if let error = failure.error.withLock({ $0 }) { throw error }
  }

  /// Why a command failed, if it did.
  private final class Failure: Sendable {
    let error = Mutex<(any Error)?>(nil)
  }
}

struct Meshtop: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "meshtop", abstract: "A terminal dashboard for Istio meshes.", version: "meshtop \(version)",
    subcommands: [Live.self, TakeSnapshot.self, Queries.self], defaultSubcommand: Live.self)
}
