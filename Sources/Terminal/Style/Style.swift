/// How a cell looks: two colours and attributes.
public struct Style: Hashable, Sendable {
  /// The colour of the glyph.
  public var foreground: Color
  /// The colour behind the glyph.
  public var background: Color
  /// Bold, underlined and so on.
  public var attributes: Attributes

  /// The terminal's own colours without attributes.
  public static let plain = Style()

  /// A style of colours and attributes; what is not given is the terminal's own.
  public init(
    foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// This style laid over another: standard colours take the base's, attributes add up.
  public func over(_ base: Style) -> Style {
    Style(
      foreground: foreground == .standard ? base.foreground : foreground,
      background: background == .standard ? base.background : background,
      attributes: attributes.union(base.attributes))
  }

  /// The same with attributes added.
  public func adding(_ more: Attributes) -> Style {
    Style(foreground: foreground, background: background, attributes: attributes.union(more))
  }

  /// The same on another background.
  public func on(_ color: Color) -> Style {
    Style(foreground: foreground, background: color, attributes: attributes)
  }

  /// The attributes alone.
  ///
  /// What only its background told apart is reversed, so that a selection stays visible.
  public var withoutColors: Style {
    Style(attributes: background == .standard ? attributes : attributes.union(.reverse))
  }
}
