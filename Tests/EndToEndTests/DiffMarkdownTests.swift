import Foundation
import Testing

@Suite("A comparison as Markdown") struct DiffMarkdownTests {
  @Test(
    "keeps its tables whole, whatever services are called",
    arguments: [
      "a|b", "a\\|b", "end\\", "`a`", "a`b|c`", "<script>", "<!-- a", "a\nb", "a\r\n| b | c |", "a\u{2028}b",
      "a\u{85}b",
      "![a](http://b)", "|", "&lt;", "# a", "---|---",
    ])
  func hostile(name: String) throws {
    let folder = try Folder()
    // One edge changes, one comes and one goes: each kind of row has a name of the kind.
    let before = try folder.write(try ShopSnapshot(name: name, others: 1).line, to: "before.json")
    let after = try folder.write(try ShopSnapshot(isEncrypted: false, name: name).line, to: "after.json")
    for files in [[before, after], [after, before]] {
      let outcome = try Program.run(try Program.built("meshtop"), ["diff", "--format", "markdown"] + files)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let rows = lines.filter { $0.hasPrefix("|") }
      #expect(rows.count >= 6)
      for row in rows { #expect(cells(row) == 2, "\(row)") }
      // All else is a heading, a sentence or a gap of the document itself.
      for line in lines where !line.hasPrefix("|") {
        #expect(
          ["", "## meshtop diff", "### ", "Edges: ", "mTLS "].contains {
            $0.isEmpty ? line.isEmpty : line.hasPrefix($0)
          },
          "\(line)")
      }
      for line in lines {
        #expect(!line.unicodeScalars.contains { "<>\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) }, "\(line)")
        #expect(count(of: "`", in: line) == 0, "\(line)")
      }
    }
  }

  /// How many cells Markdown sees in a row of a table.
  private func cells(_ row: String) -> Int { count(of: "|", in: row) - 1 }

  /// How often a character stands in a line without a backslash before it.
  private func count(of character: Character, in line: String) -> Int {
    var count = 0
    var isEscaped = false
    for next in line {
      if !isEscaped, next == character { count += 1 }
      isEscaped = !isEscaped && next == "\\"
    }
    return count
  }
}
