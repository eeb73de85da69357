import ArgumentParser
import Configuration
import Mesh
import Rules
import Terminal

/// What must hold.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What must hold of each edge, such as 'mtls', or 'target.ns = pay => mtls'; repeatable.", valueName: "rule"))
  var rule: [String] = []

  @Option(help: ArgumentHelp("A file of rules in TOML; repeatable.", valueName: "file"))
  var rules: [String] = []

  /// The rules, those of files first.
  func load() throws(Trouble) -> [Rule] {
    var all: [Rule] = []
    for path in rules {
      let bytes = try FileText.read(path, longest: RuleFile.longest)
      do throws(RuleError) {
        all += try RuleFile.rules(in: String(decoding: bytes, as: UTF8.self))
      } catch {
        throw trouble(error, "\(path): ", .badFile)
      }
    }
    for text in rule {
      do throws(RuleError) {
        all.append(try Rule(parsing: text))
      } catch {
        throw trouble(error, "--rule: ", .usage)
      }
    }
    return all
  }

  private func trouble(_ error: RuleError, _ place: String, _ status: Trouble.Status) -> Trouble {
    let shown = error.range.map { "\n" + FindError.pointer(error.text, at: $0).joined(separator: "\n") } ?? ""
    return Trouble(status, Text.sanitized(place + error.description, longest: 500) + shown)
  }
}
