/// One cell of a canvas.
public struct Cell: Hashable, Sendable {
  var content: Glyph
  /// How it looks.
  public var style: Style

  init(_ content: Glyph, _ style: Style) {
    self.content = content
    self.style = style
  }

  /// What it draws; a space in the right half of a wide character.
  public var glyph: Character { content.character }

  /// The number of cells that its character takes: 1 or 2, or 0 in the right half of a wide character.
  public var width: Int { Int(content.width) }

  /// The scalar that it draws, without the marks upon it; 0 in the right half of a wide character.
  public var scalar: UInt32 { content.scalar }

  /// Up to two combining marks upon the scalar, or 0.
  public var marks: (UInt32, UInt32) { (content.mark, content.secondMark) }
}
