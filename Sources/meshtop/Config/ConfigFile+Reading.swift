import Configuration
import TOML
import Terminal

extension ConfigFile {
  /// Where configuration, themes and the like are: by the XDG Base Directory Specification; nil where there is no home.
  static var standardFolder: String? {
    if let folder = Environment.text("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return "\(folder)/meshtop" }
    return Environment.text("HOME").map { "\($0)/.config/meshtop" }
  }

  /// Where the file is if none is named.
  static var standardPath: String? { standardFolder.map { "\($0)/config.toml" } }

  /// Reads a file that must be without a fault; the standard one may be missing, one that is named may not.
  static func load(_ path: String?) throws(Trouble) -> ConfigFile {
    let file = try read(path)
    if let first = file.faults.first { throw first.trouble(in: file.path, hasOthers: file.faults.count > 1) }
    return file
  }

  /// Reads a file with its faults.
  static func read(_ path: String?) throws(Trouble) -> ConfigFile {
    guard let path = path ?? standardPath.flatMap({ FileText.exists($0) ? $0 : nil }) else { return ConfigFile() }
    return ConfigReader.read(
      path, String(decoding: try FileText.read(path, longest: TOMLText.longest), as: UTF8.self))
  }

  /// Ends with the first of some settings whose value is wrong.
  func check(_ settings: [ConfigSetting]) throws(Trouble) {
    for setting in settings { if let fault = setting.fault { throw fault.trouble(in: path) } }
  }

  /// All that is wrong with it: how it is written, its values in each context, and its keys.
  var allFaults: [ConfigFault] {
    let settings = defaults + contexts.sorted { $0.key < $1.key }.flatMap(\.value)
    return faults + settings.compactMap(\.fault)
  }
}
