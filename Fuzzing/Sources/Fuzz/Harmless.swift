import Terminal

/// Ends the process where a text that is printed could disturb a terminal or deceive its reader.
func checkHarmless(_ text: String) {
  for scalar in text.unicodeScalars where scalar != "\n" {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .privateUse, .lineSeparator, .paragraphSeparator:
      fatalError("U+\(String(scalar.value, radix: 16)) is printed")
    default: break
    }
  }
}

/// Ends the process where a frame is not as wide and high as it has to be, or has a character that does harm.
func checkFrame(_ canvas: Canvas) {
  let text = canvas.plainText()
  checkHarmless(text)
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  precondition(lines.count == canvas.height, "A frame has all its lines")
  for line in lines { precondition(displayWidth(of: line) <= canvas.width, "A line fits the screen") }
}
