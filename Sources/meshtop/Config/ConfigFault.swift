import Terminal

/// What is wrong in a configuration, and where.
struct ConfigFault: Error {
  var line: Int?
  /// The table; empty for none.
  var section = ""
  var key = ""
  var problem: String
  var remedy = "README.md tells what a configuration may hold."
  /// Lines that show what of a value is wrong; empty for none.
  var detail: [String] = []

  /// Line, table, key and problem, with the file before them.
  func place(in path: String) -> String {
    var words = "\(path): "
    if let line { words += "line \(line): " }
    if !section.isEmpty { words += "[\(Text.sanitized(section, longest: 80))] " }
    if !key.isEmpty { words += "\(Text.sanitized(key, longest: 80)): " }
    return words + Text.sanitized(problem, longest: 300)
  }

  /// The whole sentence, and what is wrong of the value below it.
  func lines(in path: String) -> [String] {
    [remedy.isEmpty ? place(in: path) : "\(place(in: path)) \(Text.sanitized(remedy, longest: 300))"] + detail
  }

  /// The fault as what ends the program.
  ///
  /// - Parameter hasOthers: whether there are more.
  func trouble(in path: String, hasOthers: Bool = false) -> Trouble {
    let more = hasOthers ? " There is more: meshtop config check names all." : ""
    let shown = detail.isEmpty ? "" : "\n" + detail.joined(separator: "\n")
    return Trouble(.badFile, place(in: path), Text.sanitized(remedy, longest: 300) + more + shown)
  }
}
