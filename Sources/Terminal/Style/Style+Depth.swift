extension Style {
  /// The style as a terminal of so many colours can show it. O(1) for palette colours, else O(palette).
  ///
  /// Among sixteen colours a dark background often becomes black like the terminal's own, and a colour may meet its own
  /// background; such text is reversed instead, so that a selection stays visible.
  public func reduced(to depth: ColorDepth) -> Style {
    switch depth {
    case .truecolor: return self
    case .none: return withoutColors
    case .ansi256:
      return Style(
        foreground: foreground.reduced(to: depth), background: background.reduced(to: depth), attributes: attributes)
    case .ansi16:
      let reduced = Style(
        foreground: foreground.reduced(to: depth), background: background.reduced(to: depth), attributes: attributes)
      guard background != .standard else { return reduced }
      let isLost = [.indexed(0), .indexed(15), reduced.foreground].contains(reduced.background)
      return isLost ? Style(attributes: attributes.union(.reverse)) : reduced
    }
  }
}

extension Color {
  /// The nearest colour that a terminal of so many colours has.
  func reduced(to depth: ColorDepth) -> Color {
    switch (self, depth) {
    case (.standard, _), (_, .truecolor), (.indexed, .ansi256): return self
    case (_, .none): return .standard
    case (.rgb(let red, let green, let blue), .ansi256):
      return .indexed(Palette.nearest256(red: red, green: green, blue: blue))
    case (.rgb(let red, let green, let blue), .ansi16):
      return .indexed(Palette.nearest16(red: red, green: green, blue: blue))
    case (.indexed(let index), .ansi16):
      if index < 16 { return self }
      let (red, green, blue) = Palette.components(of: index)
      return .indexed(Palette.nearest16(red: red, green: green, blue: blue))
    }
  }
}
