import ArgumentParser
import Configuration
import Dashboard
import Mesh
import Telemetry
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

    /// Whether there is one. One that is named must be there.
    var isThere: Bool { config != nil || FileText.exists(path) }
  }

  /// `meshtop config check`: reads the configuration, and the values of each context as if it were used.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Read the configuration and say what is wrong with it.")
    @OptionGroup var file: File

    func run() throws {
      do {
        let faults = try ConfigFile.read(file.config).allFaults.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
        for line in faults.flatMap({ $0.lines(in: file.path) }) { StandardStreams.complain(line) }
        if !faults.isEmpty { throw ExitCode(Trouble.Status.badFile.rawValue) }
        let words = file.isThere ? "all well" : "there is none, which is well: flags and the environment hold"
        _ = StandardStreams.print(Array("\(file.path): \(words)\n".utf8))
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
        for (section, presets) in [("find", config.finds), ("hide", config.hides)] {
          for preset in presets { text += "\(preset.name) = \(Text.sanitized(preset.text))  # [\(section)]\n" }
        }
        for tolerance in config.tolerances { text += "\(tolerance.words)  # [[tolerance]]\n" }
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

extension Tolerance {
  /// What counts as degraded and as failing, in a line.
  fileprivate var words: String {
    let place = namespaces.isEmpty ? "" : " in \(namespaces.map { Text.sanitized($0) }.joined(separator: ", "))"
    let codes = codes.map { Text.sanitized($0) }.joined(separator: ", ")
    return
      "\(subject.rawValue) \(codes)\(place): degraded above \(Figures.percent(degraded)), failing from \(Figures.percent(failing))"
  }
}
