/// What a sign looks like that is drawn rather than written, so that lines join without gaps whatever font there is.
enum CellShape: Hashable {
  /// Thin or double lines from the middle of the cell towards its sides; round where they are a corner.
  case lines(GlyphSet.Arms, isDoubleAcross: Bool, isDoubleDown: Bool, isRound: Bool)
  /// A line with gaps, from left to right or from above to below.
  case dashes(isVertical: Bool, isDotted: Bool)
  /// A part of the cell, from left, top, right, bottom in eighths.
  case block(CellRect)
  /// The whole cell, faintly.
  case shade
  /// Two by four dots: a bit for each, as Unicode numbers them from U+2800 on.
  case braille(UInt8)
  /// A sign of its own.
  case sign(Sign)

  /// A sign with a form of its own.
  enum Sign: Hashable {
    case arrowRight, arrowLeft, arrowUp, arrowDown, smallRight, smallDown
    case square, openSquare, halfSquare
    case disc, circle, cross
  }

  /// The shape of a scalar; nil where it is written as text.
  static func of(_ scalar: UInt32) -> CellShape? {
    if scalar < 0x2500 { return nil }
    if (0x2800...0x28FF).contains(scalar) { return .braille(UInt8(scalar - 0x2800)) }
    return known[scalar]
  }

  private static let known: [UInt32: CellShape] = {
    let glyphs = GlyphSet.unicode
    var shapes: [UInt32: CellShape] = [:]
    func add(_ glyph: Character, _ shape: CellShape) {
      guard let scalar = glyph.unicodeScalars.first, shapes[scalar.value] == nil else { return }
      shapes[scalar.value] = shape
    }
    let kinds = [
      (glyphs.light, false, false), (glyphs.double, true, true), (glyphs.doubleAcross, true, false),
      (glyphs.doubleDown, false, true),
    ]
    for bits in UInt8(1)...15 {
      let arms = GlyphSet.Arms(rawValue: bits)
      for (lines, across, down) in kinds {
        // A lone arm shows as a line through the cell.
        let whole = arms.whole
        add(lines[arms], .lines(whole, isDoubleAcross: across, isDoubleDown: down, isRound: false))
      }
      add(glyphs.rounded[arms], .lines(arms, isDoubleAcross: false, isDoubleDown: false, isRound: true))
    }
    for (lines, isDotted) in [(glyphs.dashed, false), (glyphs.dotted, true)] {
      add(lines.horizontal, .dashes(isVertical: false, isDotted: isDotted))
      add(lines.vertical, .dashes(isVertical: true, isDotted: isDotted))
    }
    for (index, glyph) in glyphs.barEighths.enumerated() {
      add(glyph, .block(CellRect(x: 0, y: 0, width: index + 1, height: 8)))
    }
    for (index, glyph) in glyphs.sparkLevels.enumerated() {
      add(glyph, .block(CellRect(x: 0, y: 7 - index, width: 8, height: index + 1)))
    }
    add(glyphs.track, .shade)
    let signs: [(Character, Sign)] = [
      (glyphs.arrowRight, .arrowRight), (glyphs.arrowLeft, .arrowLeft), (glyphs.arrowUp, .arrowUp),
      (glyphs.arrowDown, .arrowDown), (glyphs.collapsed, .smallRight), (glyphs.expanded, .smallDown),
      (glyphs.lockClosed, .square), (glyphs.lockOpen, .openSquare), (glyphs.lockPartial, .halfSquare),
      (glyphs.healthy, .disc), (glyphs.idle, .circle), (glyphs.failing, .cross),
    ]
    for (glyph, sign) in signs { add(glyph, .sign(sign)) }
    return shapes
  }()
}

extension GlyphSet.Arms {
  /// The arms with the other half of a line that has but one.
  fileprivate var whole: GlyphSet.Arms {
    switch self {
    case .up, .down: [.up, .down]
    case .left, .right: [.left, .right]
    default: self
    }
  }
}
