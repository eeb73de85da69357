import TOMLKit
import Telemetry
import Terminal

/// What the user has written down: `$XDG_CONFIG_HOME/meshtop/config.toml`.
struct ConfigFile {
  /// What counts as degraded and failing, before the defaults.
  var tolerances: [Tolerance] = []
  /// What stands in place of flags, whatever the context.
  var defaults: [ConfigSetting] = []
  /// What stands in place of flags in each context.
  var contexts: [String: [ConfigSetting]] = [:]
  /// The context to use where none is named.
  var currentContext: String?
  /// The keys of commands, in place of the standard ones.
  var keys: [String: [String]] = [:]

  /// Where the file is if none is named: by the XDG Base Directory Specification.
  static var standardPath: String? {
    if let folder = Environment.text("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return "\(folder)/meshtop/config.toml"
    }
    return Environment.text("HOME").map { "\($0)/.config/meshtop/config.toml" }
  }

  /// Reads a file; the standard one may be missing, one that is named may not.
  static func load(_ path: String?) throws(Trouble) -> ConfigFile {
    if let path { return try ConfigFile(path, String(decoding: try FileText.read(path), as: UTF8.self)) }
    guard let path = standardPath, FileText.exists(path) else { return ConfigFile() }
    return try ConfigFile(path, String(decoding: try FileText.read(path), as: UTF8.self))
  }

  private init() {}

  /// Reads a text.
  init(_ path: String, _ text: String) throws(Trouble) {
    func bad(_ problem: String) -> Trouble {
      Trouble(.badFile, "\(path): \(problem)", "README.md tells what a configuration may hold.")
    }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw bad("line \(error.source.begin.line): \(Text.sanitized(error.description, longest: 200)).")
    } catch {
      throw bad("it is no TOML.")
    }
    for key in table.keys.sorted()
    where !["tolerance", "defaults", "contexts", "current-context", "keys"].contains(key) {
      throw bad("there is no setting named \"\(Text.sanitized(key, longest: 80))\".")
    }
    defaults = try Self.settings(table["defaults"], in: "defaults", bad)
    keys = try Self.keys(table["keys"], bad)
    if let value = table["contexts"] {
      guard let list = value.table else { throw bad("a context is written [contexts.NAME].") }
      for name in list.keys.sorted() { contexts[name] = try Self.settings(list[name], in: "contexts.\(name)", bad) }
    }
    if let value = table["current-context"] {
      guard let name = value.string, contexts[name] != nil else {
        throw bad("current-context must name one of the contexts.")
      }
      currentContext = name
    }
    guard let value = table["tolerance"] else { return }
    guard let list = value.array else { throw bad("\"tolerance\" is written [[tolerance]].") }
    for (index, element) in list.enumerated() {
      guard let entry = element.table else { throw bad("\"tolerance\" is written [[tolerance]].") }
      tolerances.append(try Self.tolerance(entry) { bad("tolerance \(index + 1): \($0)") })
    }
  }

  /// The settings of a table, each an option of the command line.
  private static func settings(
    _ value: (any TOMLValueConvertible)?, in section: String, _ bad: (String) -> Trouble
  ) throws(Trouble) -> [ConfigSetting] {
    let section = Text.sanitized(section, longest: 80)
    guard let value else { return [] }
    guard let table = value.table else { throw bad("[\(section)] is a table.") }
    var settings: [ConfigSetting] = []
    for key in table.keys.sorted() {
      guard let option = ConfigOption(rawValue: key) else {
        throw bad("[\(section)] has no setting named \"\(Text.sanitized(key, longest: 80))\".")
      }
      guard let values = values(of: table[key], option.kind) else {
        throw bad("\(key) in [\(section)] must be \(option.kind.words).")
      }
      settings.append(ConfigSetting(option: option, values: values, section: section))
    }
    return settings
  }

  private static func values(
    of value: (any TOMLValueConvertible)?, _ kind: ConfigOption.Kind
  ) -> [String]? {
    switch kind {
    case .text: return value?.string.map { [$0] }
    case .flag: return value?.bool.map { $0 ? ["true"] : [] }
    case .list:
      guard let array = value?.array else { return value?.string.map { [$0] } }
      let texts = array.compactMap(\.string)
      return texts.count == array.count ? texts : nil
    }
  }

  private static func keys(
    _ value: (any TOMLValueConvertible)?, _ bad: (String) -> Trouble
  ) throws(Trouble) -> [String: [String]] {
    guard let value else { return [:] }
    guard let table = value.table else { throw bad("[keys] is a table.") }
    var keys: [String: [String]] = [:]
    for command in table.keys.sorted() {
      guard let names = values(of: table[command], .list) else {
        throw bad("\(Text.sanitized(command, longest: 40)) in [keys] must be a list of keys.")
      }
      keys[command] = names
    }
    return keys
  }

  private static func tolerance(
    _ table: TOMLTable, _ bad: (String) -> Trouble
  ) throws(Trouble) -> Tolerance {
    let known = ["protocol", "codes", "namespaces", "degraded", "failing"]
    for key in table.keys.sorted() where !known.contains(key) {
      throw bad(
        "there is no setting named \"\(Text.sanitized(key, longest: 80))\" but \(known.joined(separator: ", ")).")
    }
    guard let subject = table["protocol"]?.string.flatMap(Tolerance.Subject.init) else {
      throw bad("protocol must be \"http\", \"grpc\" or \"tcp\".")
    }
    func texts(_ key: String) throws(Trouble) -> [String]? {
      guard let value = table[key] else { return nil }
      guard let array = value.array else { throw bad("\(key) must be a list of texts.") }
      let texts = array.compactMap(\.string)
      guard texts.count == array.count else { throw bad("\(key) must be a list of texts.") }
      return texts
    }
    func percent(_ key: String) throws(Trouble) -> Double {
      guard let value = table[key], let number = value.double ?? value.int.map(Double.init), (0...100).contains(number)
      else { throw bad("\(key) must be a share of 0 to 100.") }
      return number
    }
    guard let codes = try texts("codes"), !codes.isEmpty else {
      throw bad("codes must list codes, such as [\"5XX\", \"-\"].")
    }
    return Tolerance(
      subject, codes: codes, namespaces: try texts("namespaces") ?? [], degraded: try percent("degraded"),
      failing: try percent("failing"))
  }
}
