import Foundation
import Logging
import Testing

@testable import EventLog

@Suite("A line of the log")
struct LogLineTests {
  @Test("tells when by RFC 3339 in UTC, how grave, what, and its figures")
  func whole() {
    let line = LogLine.text(1_790_000_000_007, .info, "refresh", [("ms", "12"), ("why", "no = sign, \"none\"")])
    #expect(line == "2026-09-21T14:13:20.007Z info refresh ms=12 why=\"no = sign, \\\"none\\\"\"\n")
  }

  @Test(
    "has the calendar right",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (-1, "1969-12-31T23:59:59.999Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    ])
  func calendar(milliseconds: Int64, text: String) {
    #expect(LogLine.timestamp(milliseconds) == text)
  }

  @Test("is one line without anything that acts on a terminal, whatever it tells of")
  func control() {
    for text in ["a\nb", "a\r\nb", "\u{1B}[2J", "\u{85}", "\u{2028}", "\u{202E}abc", "\u{0}", "\u{9B}31m"] {
      let line = LogLine.text(0, .error, text, [("why", text)])
      #expect(
        line.dropLast().unicodeScalars.allSatisfy { scalar in
          ![.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        })
      #expect(line.hasSuffix("\n"))
    }
  }
}
