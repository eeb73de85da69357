import ArgumentParser
import Dashboard
import Terminal

/// `meshtop config`: what the configuration says, and whether it can be read.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check or show the configuration.",
    subcommands: [Check.self, Show.self, Path.self])

  struct File: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration, in place of the standard one.", valueName: "file"))
    var config: String?
    @Option(help: ArgumentHelp("The context, in place of the current one.", valueName: "name"))
    var context: String?

    var path: String { config ?? ConfigFile.standardPath ?? "" }
  }

  /// `meshtop config check`: reads the configuration, and each context as if it were used.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Read the configuration and say what is wrong with it.")
    @OptionGroup var file: File

    func run() throws {
      do {
        let config = try ConfigFile.load(file.config)
        var faults: [String] = []
        do {
          _ = try KeyMap.standard.replacing(config.keys)
        } catch {
          faults.append("[keys] \(error)")
        }
        for context in config.contexts.keys.sorted().map(Optional.some) + [nil] {
          let settings = try config.settings(context: context ?? config.currentContext)
          do {
            _ = try Live.parse(settings.flatMap(\.arguments))
          } catch {
            let section = context.map { "[contexts.\($0)] " } ?? "[defaults] "
            faults.append(section + Live.message(for: error).replacing("\n", with: " "))
          }
        }
        var seen: Set<String> = []
        for fault in faults where seen.insert(fault).inserted {
          StandardStreams.complain("\(file.path): \(Text.sanitized(fault, longest: 400))")
        }
        if !faults.isEmpty { throw ExitCode(Trouble.Status.badFile.rawValue) }
        _ = StandardStreams.print(Array("\(file.path): all well\n".utf8))
      } catch let trouble as Trouble {
        throw trouble.report()
      }
    }
  }

  /// `meshtop config show`: what holds, and where it stands.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print what holds in place of flags, and where it stands.")
    @OptionGroup var file: File

    func run() throws {
      do {
        let config = try ConfigFile.load(file.config)
        let context = file.context ?? Environment.text("MESHTOP_CONTEXT") ?? config.currentContext
        var text = context.map { "context \(Text.sanitized($0))\n" } ?? ""
        for setting in try config.settings(context: context) {
          let values = setting.shownValues.map { Text.sanitized($0, longest: 400) }.joined(separator: ", ")
          text += "\(setting.option.rawValue) = \(values)  # [\(setting.section)]\n"
        }
        for (command, keys) in config.keys.sorted(by: { $0.key < $1.key }) {
          text += "\(Text.sanitized(command)) = \(keys.map { Text.sanitized($0) }.joined(separator: ", "))  # [keys]\n"
        }
        _ = StandardStreams.print(Array(text.utf8))
      } catch {
        throw error.report()
      }
    }
  }

  /// `meshtop config path`: where the configuration is looked for.
  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the path of the configuration.")
    @OptionGroup var file: File

    func run() throws { _ = StandardStreams.print(Array("\(file.path)\n".utf8)) }
  }
}
