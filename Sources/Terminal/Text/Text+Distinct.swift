extension Text {
  /// Stands for what was cut off, where no other sign is given.
  public static let ellipsis: Character = "…"

  /// Each text as far as it fits the cells, cut in the middle; different texts stay different. O(length of all).
  ///
  /// Where the same would be left of different texts, what tells them apart is kept as well, between two ellipses; where
  /// nothing that can be drawn does, they are numbered. Equal texts stay equal.
  ///
  /// - Parameter width: at least 12.
  public static func cutDistinct(_ texts: [String], to width: Int) -> [String] {
    var cuts: [String: String] = [:]
    var groups: [String: [String]] = [:]
    var order: [String] = []
    for text in texts where cuts[text] == nil {
      let cut = cutMiddle(text, to: width)
      cuts[text] = cut
      if groups[cut] == nil { order.append(cut) }
      groups[cut, default: []].append(text)
    }
    for cut in order {
      guard let group = groups[cut], group.count > 1 else { continue }
      for (text, distinct) in distinguished(group, width: width) { cuts[text] = distinct }
    }
    return numbered(texts, cuts, width: width)
  }

  /// Cuts for texts whose starts and ends are the same: with the part in which they differ first.
  private static func distinguished(_ texts: [String], width: Int) -> [(String, String)] {
    let glyphs = texts.map { Array(Glyphs(sanitized($0))) }
    var first = glyphs[0].count
    for other in glyphs.dropFirst() {
      first = min(first, zip(glyphs[0], other).prefix { $0 == $1 }.count)
    }
    var groups: [String: [String]] = [:]
    var order: [String] = []
    for (text, glyphs) in zip(texts, glyphs) {
      let cut = around(first, of: glyphs, width: width)
      if groups[cut] == nil { order.append(cut) }
      groups[cut, default: []].append(text)
    }
    return order.flatMap { cut -> [(String, String)] in
      let group = groups[cut] ?? []
      // Each round looks further to the right, until nothing differs any more.
      let isDone = group.count == 1 || group.count == texts.count
      return isDone ? group.map { ($0, cut) } : distinguished(group, width: width)
    }
  }

  /// The start, what begins at a place, and the end.
  private static func around(_ place: Int, of glyphs: [Glyph], width: Int) -> String {
    func text(_ glyphs: ArraySlice<Glyph>) -> String {
      var scalars = String.UnicodeScalarView()
      for glyph in glyphs { glyph.append(to: &scalars) }
      return String(scalars)
    }
    let tail = suffix(text(glyphs[...]), width: width / 4)
    let middle = prefix(text(glyphs[min(place, glyphs.count)...]), width: width / 3)
    let head = prefix(
      text(glyphs[..<min(place, glyphs.count)]), width: width - displayWidth(of: tail) - displayWidth(of: middle) - 2)
    return "\(head)\(ellipsis)\(middle)\(ellipsis)\(tail)"
  }

  /// The cuts in the order of the texts, with a number at the end of those that are another text's already.
  private static func numbered(_ texts: [String], _ cuts: [String: String], width: Int) -> [String] {
    var owners: [String: String] = [:]
    var final: [String: String] = [:]
    return texts.map { text in
      if let known = final[text] { return known }
      var cut = cuts[text] ?? ""
      var number = 1
      while owners[cut] != nil {
        number += 1
        let mark = "#\(number)"
        cut = self.cut(cuts[text] ?? "", to: width - mark.count) + mark
      }
      owners[cut] = text
      final[text] = cut
      return cut
    }
  }
}
