/// A TOML text in which the lines of keys are looked up, since values that are read from it do not know theirs.
public struct TOMLText: Sendable {
  private struct Line: Sendable {
    var number: Int
    /// The table in which it is; nil before the first. Its own for a line that begins one.
    var section: String?
    /// The key that is set; nil for a line that begins a table.
    var key: String?
  }

  private var lines: [Line] = []

  /// Finds the keys and tables of a text.
  public init(_ text: String) {
    var section: String?
    for (index, line) in Self.lines(of: text).enumerated() {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.hasPrefix("[") {
        section = Self.name(line.drop { $0 == "[" }.prefix { $0 != "]" })
        lines.append(Line(number: index + 1, section: section))
      } else if let sign = line.firstIndex(of: "="), !line.hasPrefix("#") {
        lines.append(Line(number: index + 1, section: section, key: Self.name(line[..<sign])))
      }
    }
  }

  /// The lines of a text, which end as TOML has it: in a line feed, alone or after a carriage return, which then are one
  /// character.
  public static func lines(of text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }

  /// The line on which a key is set, or on which its table begins; nil where that is not found.
  ///
  /// - Parameters:
  ///   - section: the table in which it is, as in `[contexts.prod]`; nil for none.
  ///   - place: the place of the table among those of the same name, counted from 0.
  public func line(of key: String, in section: String?, place: Int = 0) -> Int? {
    var passed = -1
    for line in lines {
      if line.key == nil {
        if section == nil, line.section == key { return line.number }
        if line.section == section { passed += 1 }
      } else if line.section == section, line.key == key, section == nil || passed == place {
        return line.number
      }
    }
    return nil
  }

  /// The lines on which tables of a name begin.
  public func lines(ofTable section: String) -> [Int] {
    lines.lazy.filter { $0.key == nil && $0.section == section }.map(\.number)
  }

  /// The line on which a table begins; nil where that is not found.
  public func line(ofTable section: String, place: Int = 0) -> Int? {
    let places = lines(ofTable: section)
    return places.indices.contains(place) ? places[place] : places.first
  }

  /// A key without its quotes.
  private static func name(_ text: some StringProtocol) -> String {
    String(text.filter { !"\"' \t".contains($0) })
  }
}
