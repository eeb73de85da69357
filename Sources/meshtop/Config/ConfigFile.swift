import TOMLKit
import Telemetry
import Terminal

/// What the user has written down: `$XDG_CONFIG_HOME/meshtop/config.toml`.
struct ConfigFile {
  /// What counts as degraded and failing, before the defaults.
  var tolerances: [Tolerance] = []

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
    for key in table.keys.sorted() where key != "tolerance" {
      throw bad("there is no setting named \"\(Text.sanitized(key, longest: 80))\".")
    }
    guard let value = table["tolerance"] else { return }
    guard let list = value.array else { throw bad("\"tolerance\" is written [[tolerance]].") }
    for (index, element) in list.enumerated() {
      guard let entry = element.table else { throw bad("\"tolerance\" is written [[tolerance]].") }
      tolerances.append(try Self.tolerance(entry) { bad("tolerance \(index + 1): \($0)") })
    }
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
