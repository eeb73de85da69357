extension Text {
  /// The text as content of an element or a quoted attribute of XML 1.0 or HTML: harmless as `sanitized` makes it, and without
  /// anything that could be markup.
  public static func xml(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in sanitized(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
