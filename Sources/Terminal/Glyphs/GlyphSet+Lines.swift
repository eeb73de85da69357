extension GlyphSet {
  /// The ways that lines leave a cell. The bits are those of a layout's arms: up 1, down 2, left 4, right 8.
  public struct Arms: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// Arms from bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A line leads to the cell above.
    public static let up = Arms(rawValue: 1)
    /// A line leads to the cell below.
    public static let down = Arms(rawValue: 2)
    /// A line leads to the cell at the left.
    public static let left = Arms(rawValue: 4)
    /// A line leads to the cell at the right.
    public static let right = Arms(rawValue: 8)
  }

  /// One kind of line, with all its corners and junctions.
  public struct Lines: Hashable, Sendable {
    /// For each of the sixteen combinations of arms, the glyph.
    let glyphs: [Character]

    /// Lines from eleven glyphs: `─│┌┐└┘├┤┬┴┼`.
    init(_ text: String) {
      let glyph = Array(text)
      precondition(glyph.count == 11, "a kind of line has eleven glyphs")
      let (horizontal, vertical) = (glyph[0], glyph[1])
      glyphs = [
        " ", vertical, vertical, vertical,  // none, up, down, up+down
        horizontal, glyph[5], glyph[3], glyph[7],  // left: alone, ┘, ┐, ┤
        horizontal, glyph[4], glyph[2], glyph[6],  // right: alone, └, ┌, ├
        horizontal, glyph[9], glyph[8], glyph[10],  // both: ─, ┴, ┬, ┼
      ]
    }

    /// The glyph of lines that leave a cell in these ways; a space for none.
    public subscript(arms: Arms) -> Character { glyphs[Int(arms.rawValue & 15)] }

    /// A line from left to right.
    public var horizontal: Character { self[[.left, .right]] }
    /// A line from above to below.
    public var vertical: Character { self[[.up, .down]] }
    /// The corner at the top left of a frame.
    public var topLeft: Character { self[[.down, .right]] }
    /// The corner at the top right of a frame.
    public var topRight: Character { self[[.down, .left]] }
    /// The corner at the bottom left of a frame.
    public var bottomLeft: Character { self[[.up, .right]] }
    /// The corner at the bottom right of a frame.
    public var bottomRight: Character { self[[.up, .left]] }
    /// A line from above to below with a branch to the right: ├.
    public var teeRight: Character { self[[.up, .down, .right]] }
    /// A line from above to below with a branch to the left: ┤.
    public var teeLeft: Character { self[[.up, .down, .left]] }
    /// A line from left to right with a branch downwards: ┬.
    public var teeDown: Character { self[[.down, .left, .right]] }
    /// A line from left to right with a branch upwards: ┴.
    public var teeUp: Character { self[[.up, .left, .right]] }
    /// Lines in all four ways: ┼.
    public var cross: Character { self[[.up, .down, .left, .right]] }
  }

  /// Round lines, of which those from left to right, or up and down, are double.
  public func lines(doubleAcross across: Bool, doubleDown down: Bool) -> Lines {
    switch (across, down) {
    case (false, false): rounded
    case (true, false): doubleAcross
    case (false, true): doubleDown
    case (true, true): double
    }
  }
}
