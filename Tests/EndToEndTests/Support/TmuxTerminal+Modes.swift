import Foundation

extension TmuxTerminal {
  /// What of a terminal a program can change, as the terminal tells it: screen, cursor, mouse, keypad, wrapping.
  func state() throws -> String {
    let flags = [
      "alternate_on", "cursor_flag", "mouse_any_flag", "mouse_sgr_flag", "keypad_flag", "keypad_cursor_flag",
      "wrap_flag", "insert_flag", "origin_flag", "scroll_region_upper", "pane_title",
    ]
    let format = flags.map { "\($0)=#{\($0)}" }.joined(separator: " ")
    return try tmux(["display-message", "-p", format]).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Keeps all that is written to the terminal from now on in a file of the work folder.
  func record() throws { try tmux(["pipe-pane", "cat > '\(workFolder)/written'"]) }

  /// The private modes (DECSET) that were switched, by their number, and whether the last switch put them on.
  var switchedModes: [Int: Bool] {
    let written = FileManager.default.contents(atPath: "\(workFolder)/written") ?? Data()
    var modes: [Int: Bool] = [:]
    for part in String(decoding: written, as: UTF8.self).components(separatedBy: "\u{1B}[?").dropFirst() {
      let numbers = part.prefix { $0.isNumber || $0 == ";" }
      guard let end = part.dropFirst(numbers.count).first, end == "h" || end == "l" else { continue }
      for number in numbers.split(separator: ";") { Int(number).map { modes[$0] = end == "h" } }
    }
    return modes
  }
}
