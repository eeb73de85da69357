import Configuration
import FoundationEssentials
import TOML
import Terminal

/// The themes that can be chosen: those that come with meshtop, and the user's own.
enum Themes {
  /// Where the user's own are: `$XDG_CONFIG_HOME/meshtop/themes`.
  private static var folder: String? { ConfigFile.standardFolder.map { "\($0)/themes" } }

  /// The names of all, the one for any background first, the user's own last.
  static var names: [String] {
    let known = [Theme.automaticName] + Theme.builtInNames
    return known + own.filter { !known.contains($0) }
  }

  private static var own: [String] {
    guard let folder, let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [] }
    // What is no plain name could not be typed, and would have to be made harmless wherever it shows.
    return files.filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") && $0 == Text.sanitized($0) }
      .map { String($0.dropLast(5)) }.sorted()
  }

  /// The theme of a name or path. One of the user's own goes before one of the same name that comes with meshtop.
  ///
  /// - Parameter hasLightBackground: whether the terminal's background is light, for the theme that goes by that; nil
  ///   where it is not known.
  static func load(_ name: String, hasLightBackground: Bool? = nil) throws(Trouble) -> Theme {
    let isPath = name.contains("/") || name.hasSuffix(".toml")
    if let folder, !isPath, FileText.exists("\(folder)/\(name).toml") {
      return try read("\(folder)/\(name).toml", named: name)
    }
    if name == Theme.automaticName {
      return Theme.automatic(hasLightBackground: hasLightBackground, environment: Environment.all)
    }
    if let builtIn = Theme.builtIn(name) { return builtIn }
    if isPath { return try read(name, named: name) }
    throw Trouble(
      .usage, "There is no theme named \(Text.sanitized(name, longest: 80)).",
      "Use one of \(names.joined(separator: ", ")), or the path of a theme file.")
  }

  private static func read(_ path: String, named name: String) throws(Trouble) -> Theme {
    let text = String(decoding: try FileText.read(path, longest: TOMLText.longest), as: UTF8.self)
    do {
      return try Theme(toml: text, named: name)
    } catch {
      let place = error.line.map { "line \($0): " } ?? ""
      let subject = error.key.map { "\($0): " } ?? ""
      throw Trouble(
        .badFile, "\(Text.sanitized(path)): \(place)\(Text.sanitized(subject + error.reason, longest: 300)).",
        "README.md tells what a theme may hold.")
    }
  }
}
