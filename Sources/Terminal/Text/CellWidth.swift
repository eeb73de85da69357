extension Unicode.Scalar {
  /// The cells it takes: 2 for wide East Asian and emoji, 0 for combining marks, nil for what must not be drawn, such as
  /// controls. Unicode 14.0. O(1) below U+0300, else O(log ranges).
  public var cellWidth: Int? {
    if value < 0x300 {
      return value >= 0x20 && value < 0x7F || value >= 0xA0 && value != 0xAD ? 1 : nil
    }
    // Box drawing, block elements, geometric shapes and braille, of which most drawings are made.
    if value >= 0x2500 && value < 0x25FD || value >= 0x2800 && value < 0x2900 { return 1 }
    var low = 0
    var high = WidthTable.ranges.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if WidthTable.ranges[middle] >> 2 <= value { low = middle } else { high = middle }
    }
    let width = Int(WidthTable.ranges[low] & 3)
    return width == 3 ? nil : width
  }
}

/// The number of cells that a text takes on a canvas, after what must not be drawn was replaced. O(length).
public func displayWidth(of text: some StringProtocol) -> Int {
  var text = String(text)
  let ascii = text.withUTF8 { bytes in bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? bytes.count : nil }
  return ascii ?? Glyphs(text).reduce(0) { $0 + Int($1.width) }
}
