/// A style for each role.
public struct Theme: Hashable, Sendable {
  /// The theme's name: of a built-in theme, or of the file without its ending.
  public let name: String
  var styles: [Role: Style]
  /// What pictures lie on; a terminal keeps its own background.
  let background: Color

  /// A theme of styles by role.
  ///
  /// - Parameter background: what pictures lie on; the terminal's own colour for one that goes with the text.
  public init(name: String, styles: [Role: Style], background: Color = .standard) {
    self.name = name
    self.styles = styles
    self.background = background
  }

  /// The style of a role; a role that the theme leaves out looks plain.
  public subscript(role: Role) -> Style { styles[role] ?? .plain }

  /// The style that tells the namespace with this number apart; the styles repeat after the eighth.
  public func namespace(_ index: Int) -> Style {
    self[Role.namespaces[Int(index.magnitude % 8)]]
  }

  /// The style of a chart's line with this number; the styles repeat after the sixth.
  public func series(_ index: Int) -> Style {
    self[Role.series[Int(index.magnitude % 6)]]
  }

  /// The same theme with attributes only, as `NO_COLOR` asks for.
  ///
  /// Roles that colour alone would tell apart get an attribute: what is failing is bold, what is selected reversed.
  public var withoutColors: Theme {
    var result = styles.mapValues(\.withoutColors)
    for (role, attributes) in Self.marksWithoutColor {
      let style = result[role] ?? .plain
      if style.attributes.intersection(attributes).isEmpty { result[role] = style.adding(attributes) }
    }
    return Theme(name: name, styles: result)
  }

  private static let marksWithoutColor: [Role: Attributes] = [
    .selection: .reverse, .tabSelected: .reverse, .nodeSelected: .reverse, .cursor: .reverse,
    .failing: .bold, .error: .bold, .degraded: .bold, .warning: .bold, .plaintext: .bold,
    .match: .underline, .edgeSelected: .bold, .borderFocused: .bold, .key: .bold, .title: .bold,
    .dim: .dim, .ghost: .dim, .stale: .dim, .idle: .dim,
  ]
}
