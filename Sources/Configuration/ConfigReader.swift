import Dashboard
import Mesh
import TOML
import TOMLKit
import Telemetry
import Terminal

/// Reads the text of a configuration, and goes on after a fault.
public struct ConfigReader {
  var file = ConfigFile()
  private let lines: TOMLText

  private static let sections = ["defaults", "contexts", "current-context", "keys", "find", "hide", "tolerance"]

  /// Reads a text, and says of what path it is.
  public static func read(_ path: String, _ text: String) -> ConfigFile {
    if let fault = TOMLText.fault(in: text) {
      var file = ConfigFile()
      file.path = path
      file.faults = [ConfigFault(line: fault.line, problem: "It is no TOML: \(fault.problem)")]
      return file
    }
    var reader = ConfigReader(lines: TOMLText(text))
    reader.file.path = path
    do {
      reader.read(try TOMLTable(string: text))
    } catch let error as TOMLParseError {
      reader.file.faults = [
        ConfigFault(
          line: error.source.begin.line, problem: "It is no TOML: \(error.description).",
          remedy: "Nothing after it was read.")
      ]
    } catch {
      reader.file.faults = [ConfigFault(problem: "It is no TOML.")]
    }
    return reader.file
  }

  private init(lines: TOMLText) { self.lines = lines }

  mutating func fault(_ problem: String, _ remedy: String, key: String, in section: String = "", place: Int = 0) {
    // Of a key that is missing the table is told.
    let line =
      section.isEmpty
      ? lines.line(of: key, in: nil)
      : lines.line(of: key, in: section, place: place) ?? lines.line(ofTable: section, place: place)
    file.faults.append(ConfigFault(line: line, section: section, key: key, problem: problem, remedy: remedy))
  }

  private mutating func read(_ table: TOMLTable) {
    for key in table.keys.sorted() where !Self.sections.contains(key) {
      fault("There is no such setting.", "There are \(Self.sections.joined(separator: ", ")).", key: key)
    }
    file.defaults = settings(table["defaults"], in: "defaults")
    readContexts(table)
    file.keys = keys(table["keys"])
    file.finds = presets(table["find"], in: "find")
    file.hides = presets(table["hide"], in: "hide")
    if let value = table["tolerance"] { readTolerances(value) }
  }

  // MARK: Settings

  private mutating func readContexts(_ table: TOMLTable) {
    if let value = table["contexts"] {
      if let list = value.table {
        for name in list.keys.sorted() { file.contexts[name] = settings(list[name], in: "contexts.\(name)") }
      } else {
        fault("It is no table.", "A context is written [contexts.NAME].", key: "contexts")
      }
    }
    guard let value = table["current-context"] else { return }
    if let name = value.string, file.contexts[name] != nil {
      file.currentContext = name
    } else {
      let known = file.contexts.keys.sorted().joined(separator: ", ")
      fault(
        "It must name one of the contexts.", known.isEmpty ? "Write one as [contexts.NAME]." : "Use one of \(known).",
        key: "current-context")
    }
  }

  /// The settings of a table, each an option of the command line.
  private mutating func settings(_ value: (any TOMLValueConvertible)?, in section: String) -> [ConfigSetting] {
    guard let value else { return [] }
    guard let table = value.table else {
      fault("It is no table.", "Write it as [\(section)].", key: section)
      return []
    }
    var settings: [ConfigSetting] = []
    for key in table.keys.sorted() {
      guard let option = ConfigOption(rawValue: key) else {
        let known = ConfigOption.allCases.map(\.rawValue).sorted().joined(separator: ", ")
        fault("There is no such setting.", "There are \(known).", key: key, in: section)
        continue
      }
      guard let values = Self.values(of: table[key], option.kind) else {
        fault("The value must be \(option.kind.words).", "", key: key, in: section)
        continue
      }
      if let rival = settings.first(where: { $0.option.excludes(option) }) {
        fault("\(rival.option.rawValue) is given, too.", "Keep one of the two.", key: key, in: section)
        continue
      }
      settings.append(
        ConfigSetting(option: option, values: values, section: section, line: lines.line(of: key, in: section)))
    }
    for setting in settings {
      guard let needed = setting.option.needed, !settings.contains(where: { $0.option == needed }) else { continue }
      fault("\(needed.rawValue) is not given.", "Write both in this table.", key: setting.option.rawValue, in: section)
    }
    return settings
  }

  static func values(of value: (any TOMLValueConvertible)?, _ kind: ConfigOption.Kind) -> [String]? {
    switch kind {
    case .text: return value?.string.map { [$0] }
    case .flag: return value?.bool.map { $0 ? ["true"] : [] }
    case .list:
      guard let array = value?.array else { return value?.string.map { [$0] } }
      let texts = array.compactMap(\.string)
      return texts.count == array.count ? texts : nil
    }
  }

  // MARK: Keys and expressions

  private mutating func keys(_ value: (any TOMLValueConvertible)?) -> [String: [String]] {
    guard let value else { return [:] }
    guard let table = value.table else {
      fault("It is no table.", "Write it as [keys].", key: "keys")
      return [:]
    }
    var keys: [String: [String]] = [:]
    for command in table.keys.sorted() {
      if let names = Self.values(of: table[command], .list) {
        keys[command] = names
      } else {
        fault("The value must be a list of keys.", "Write such as [\"f\", \"ctrl-f\"].", key: command, in: "keys")
      }
    }
    // Each fault is of one command; without that the others are looked at.
    while true {
      do {
        _ = try KeyMap.standard.replacing(keys)
        return keys
      } catch {
        fault(error.problem, error.remedy, key: error.name, in: "keys")
        if keys.removeValue(forKey: error.name) == nil { return [:] }
      }
    }
  }

  private mutating func presets(_ value: (any TOMLValueConvertible)?, in section: String) -> [FindPreset] {
    guard let value else { return [] }
    guard let table = value.table else {
      fault("It is no table.", "Write it as [\(section)] with lines such as slow = \"rt > 500\".", key: section)
      return []
    }
    var presets: [FindPreset] = []
    for name in table.keys.sorted() {
      guard let text = table[name]?.string else {
        fault("The value must be an expression in quotes.", "Write such as \"rt > 500\".", key: name, in: section)
        continue
      }
      if var wrong = ConfigFault(ofExpression: text) {
        wrong.line = lines.line(of: name, in: section)
        wrong.section = section
        wrong.key = name
        file.faults.append(wrong)
      } else {
        presets.append(FindPreset(Text.sanitized(name, longest: 40), text))
      }
    }
    return presets
  }
}
