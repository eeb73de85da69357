extension Canvas {
  /// The canvas as lines of text with the escape sequences of ECMA-48 for colours and attributes; each line ends in the plain style.
  public func ansiText(depth: ColorDepth = .truecolor) -> String {
    var text = String.UnicodeScalarView()
    var codes: [Style: String] = [:]
    for y in 0..<height {
      if y > 0 { text.append("\n") }
      let cells = row(y)
      let end = cells.lastIndex { $0.content.scalar != 0x20 || $0.style != .plain }.map { $0 + 1 } ?? cells.startIndex
      var current = Style.plain
      for cell in cells[..<end] {
        if cell.style != current, cell.content.width > 0 {
          current = cell.style
          let code = codes[current] ?? current.reduced(to: depth).selectGraphicRendition
          codes[current] = code
          text.append(contentsOf: code.unicodeScalars)
        }
        cell.content.append(to: &text)
      }
      if current != .plain { text.append(contentsOf: "\u{1B}[0m".unicodeScalars) }
    }
    return String(text)
  }
}

extension Style {
  /// The sequence that sets exactly this style.
  var selectGraphicRendition: String {
    var code = "\u{1B}[0"
    if attributes.contains(.bold) { code += ";1" }
    if attributes.contains(.dim) { code += ";2" }
    if attributes.contains(.italic) { code += ";3" }
    if attributes.contains(.underline) { code += ";4" }
    if attributes.contains(.reverse) { code += ";7" }
    return code + parameters(foreground, 30) + parameters(background, 40) + "m"
  }

  private func parameters(_ color: Color, _ base: Int) -> String {
    switch color {
    case .standard: ""
    case .rgb(let red, let green, let blue): ";\(base + 8);2;\(red);\(green);\(blue)"
    case .indexed(let index) where index < 8: ";\(base + Int(index))"
    case .indexed(let index) where index < 16: ";\(base + 60 + Int(index) - 8)"
    case .indexed(let index): ";\(base + 8);5;\(index)"
    }
  }
}
