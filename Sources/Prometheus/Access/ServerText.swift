/// Text that somebody else wrote, for a sentence of ours.
enum ServerText {
  /// The text on one line of at most 200 characters, without what could act on a terminal or mislead a reader, and
  /// without the secrets that its writer was given.
  static func harmless(_ text: String, hiding secrets: [Secret] = []) -> String {
    let text = secrets.reduce(text) { $1.hidden(in: $0) }
    var result = ""
    var wasBlank = true
    for scalar in text.unicodeScalars {
      if result.count >= 200 {
        result += "…"
        break
      }
      switch scalar.properties.generalCategory {
      case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator:
        if !wasBlank { result += " " }
        wasBlank = true
      case .format, .privateUse, .surrogate, .unassigned: break
      default:
        result.unicodeScalars.append(scalar)
        wasBlank = false
      }
    }
    while result.hasSuffix(" ") { result.removeLast() }
    return result
  }
}
