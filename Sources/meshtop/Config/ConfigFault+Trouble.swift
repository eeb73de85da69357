import Configuration
import Terminal

extension ConfigFault {
  /// The fault as what ends the program.
  ///
  /// - Parameter hasOthers: whether there are more.
  func trouble(in path: String, hasOthers: Bool = false) -> Trouble {
    let more = hasOthers ? " There is more: meshtop config check names all." : ""
    let shown = detail.isEmpty ? "" : "\n" + detail.joined(separator: "\n")
    return Trouble(.badFile, place(in: path), Text.sanitized(remedy, longest: 300) + more + shown)
  }
}
