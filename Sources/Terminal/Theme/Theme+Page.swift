extension Theme {
  /// The colours of a page that a theme is drawn on where no terminal has its own.
  public struct Page: Hashable, Sendable {
    /// The colour of what has the terminal's own foreground.
    public let foreground: Color
    /// The colour behind what has the terminal's own background.
    public let background: Color

    /// A page of two colours, neither of which is the terminal's own.
    init(foreground: Color, background: Color) {
      self.foreground = foreground
      self.background = background
    }

    /// Black on white, as paper is.
    static let paper = Page(foreground: .rgb(0, 0, 0), background: .rgb(255, 255, 255))
  }

  /// The page for pictures in this theme: of the background that it names, else one that its text can be read on.
  public var page: Page {
    let text = self[.text].foreground
    guard text != .standard else {
      guard background != .standard else { return .paper }
      return Page(foreground: background.isLight ? .rgb(0, 0, 0) : .rgb(255, 255, 255), background: background)
    }
    if background != .standard { return Page(foreground: text, background: background) }
    return Page(foreground: text, background: text.isLight ? .rgb(0, 0, 0) : .rgb(255, 255, 255))
  }
}

extension Color {
  /// Red, green and blue; nil for the terminal's own colour.
  var components: (red: UInt8, green: UInt8, blue: UInt8)? {
    switch self {
    case .standard: nil
    case .rgb(let red, let green, let blue): (red, green, blue)
    case .indexed(let index): Palette.components(of: index)
    }
  }

  /// Whether it is nearer to white than to black, by the weights of Rec. 601.
  fileprivate var isLight: Bool {
    guard let (red, green, blue) = components else { return false }
    return Int(red) * 299 + Int(green) * 587 + Int(blue) * 114 > 127_500
  }

  /// The notation `#rrggbb`; nil for the terminal's own colour.
  public var hex: String? {
    guard let (red, green, blue) = components else { return nil }
    let digits = Array("0123456789abcdef")
    return [red, green, blue].reduce(into: "#") {
      $0.append(digits[Int($1 >> 4)])
      $0.append(digits[Int($1 & 15)])
    }
  }
}
