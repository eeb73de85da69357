/// What one cell draws: a scalar, up to two marks upon it, and the number of cells it takes.
struct Glyph: Hashable, Sendable {
  /// The scalar, or 0 in the right half of a wide glyph.
  var scalar: UInt32
  /// Combining marks, or 0.
  var mark: UInt32 = 0
  var secondMark: UInt32 = 0
  /// 1 or 2; 0 for the right half of a wide glyph.
  var width: UInt8 = 1

  static let blank = Glyph(scalar: 0x20)
  static let rightHalf = Glyph(scalar: 0, width: 0)
  /// Stands for what must not be drawn.
  static let replacement = Glyph(scalar: 0xB7)

  /// The glyph of a character: its first scalar and the marks upon it, or the replacement.
  init(_ character: Character) {
    var glyphs = Glyphs(String(character))
    self = glyphs.next() ?? .blank
  }

  init(scalar: UInt32, width: UInt8 = 1) {
    self.scalar = scalar
    self.width = width
  }

  func append(to scalars: inout String.UnicodeScalarView) {
    guard width > 0 else { return }
    for value in [scalar, mark, secondMark] where value != 0 {
      if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
    }
  }

  /// The glyph as a character; a space for the right half of a wide one.
  var character: Character {
    if mark == 0, width > 0, let scalar = Unicode.Scalar(scalar) { return Character(scalar) }
    var text = String.UnicodeScalarView()
    append(to: &text)
    return String(text).first ?? " "
  }
}

/// The glyphs of a text as they may be drawn. All measuring, cutting and drawing of text goes through here.
///
/// Hostile text is made harmless: controls, bidirectional overrides, zero-width and unassigned scalars each become `·`, and so
/// does a mark with nothing to stand on. Of a long run of marks the first two stay, one `·` tells of the rest.
struct Glyphs: Sequence, IteratorProtocol {
  private var scalars: String.UnicodeScalarView.Iterator
  private var held: Unicode.Scalar?
  private var overflow = false

  init(_ text: String) { scalars = text.unicodeScalars.makeIterator() }

  mutating func next() -> Glyph? {
    if overflow {
      overflow = false
      while let scalar = take() {
        if scalar.cellWidth != 0 {
          held = scalar
          break
        }
      }
      return .replacement
    }
    guard let scalar = take() else { return nil }
    if scalar.value < 0x7F, scalar.value >= 0x20 { return marked(Glyph(scalar: scalar.value)) }
    switch scalar.cellWidth {
    case 1: return marked(Glyph(scalar: scalar.value))
    case 2: return marked(Glyph(scalar: scalar.value, width: 2))
    case 0:
      overflow = true
      return next()
    default: return .replacement
    }
  }

  private mutating func take() -> Unicode.Scalar? {
    if let scalar = held {
      held = nil
      return scalar
    }
    return scalars.next()
  }

  private mutating func marked(_ base: Glyph) -> Glyph {
    var glyph = base
    while let scalar = scalars.next() {
      guard scalar.value >= 0x300, scalar.cellWidth == 0 else {
        held = scalar
        return glyph
      }
      if glyph.mark == 0 {
        glyph.mark = scalar.value
      } else if glyph.secondMark == 0 {
        glyph.secondMark = scalar.value
      } else {
        overflow = true
        return glyph
      }
    }
    return glyph
  }
}
