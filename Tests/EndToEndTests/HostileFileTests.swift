import Foundation
import Testing

/// Files of any content end in one sentence, and nothing that is told carries a control character.
@Suite("Hostile files") struct HostileFileTests {
  private static let texts: [(name: String, bytes: [UInt8])] = [
    ("binary", (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ $0 >> 3) }),
    ("NUL bytes", Array("a\0\u{1B}[31m = 1".utf8)), ("UTF-16", [0xFF, 0xFE, 0x5B, 0, 0x61, 0, 0x5D, 0]),
    ("nested lists", Array(("a = " + String(repeating: "[", count: 100_000)).utf8)),
    ("nested tables", Array(("a = " + String(repeating: "{a=", count: 100_000)).utf8)),
    ("a key of many parts", Array((String(repeating: "a.", count: 100_000) + "a = 1").utf8)),
    ("a table of many parts", Array(("[" + String(repeating: "a.", count: 100_000) + "a]").utf8)),
    ("a table of no name", Array("[!]".utf8)), ("a table of a foreign name", Array("\u{FEFF}[é]".utf8)),
    ("a key twice", Array("a = 1\na = 2".utf8)), ("escapes in a key", Array("\"\\u001b]0;x\\u0007\" = 1".utf8)),
    ("too long", [UInt8](repeating: 0x20, count: 2 << 20)), ("huge numbers", Array("a = 99999999999999999999".utf8)),
  ]

  private func expectOneSentence(_ outcome: Program.Outcome, _ status: Int32, _ what: String) {
    #expect(outcome.status == status, "\(what): \(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(what): \(outcome.errors)")
    #expect(outcome.errors.hasSuffix("\n"))
    let isHarmless = outcome.errors.unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || ![.control, .format, .unassigned, .privateUse].contains(scalar.properties.generalCategory)
    }
    #expect(isHarmless, "\(what): \(outcome.errors)")
  }

  @Test(arguments: texts.indices)
  func ofConfigurationsAndThemes(index: Int) throws {
    let folder = try Folder()
    let path = "\(folder.path)/file.toml"
    try Data(Self.texts[index].bytes).write(to: URL(fileURLWithPath: path))
    let name = Self.texts[index].name
    expectOneSentence(try Program.meshtop("config", "check", "--config", path), 65, name)
    expectOneSentence(try Program.meshtop("snapshot", "--demo", "--config", path), 65, name)
    expectOneSentence(try Program.meshtop("snapshot", "--demo", "--width", "80", "--theme", path), 65, name)
  }

  @Test(arguments: texts.indices)
  func ofSnapshotsAndTokens(index: Int) throws {
    let folder = try Folder()
    let path = "\(folder.path)/file"
    try Data(Self.texts[index].bytes).write(to: URL(fileURLWithPath: path))
    expectOneSentence(try Program.meshtop("snapshot", "--replay", path), 65, Self.texts[index].name)
    let url = "http://127.0.0.1:\(try FreePort.any())"
    let token = try Program.meshtop("snapshot", "--prometheus", url, "--token-file", path)
    #expect([69, 77].contains(token.status))
    expectOneSentence(token, token.status, Self.texts[index].name)
  }

  @Test("what is no file, and what has no end")
  func others() throws {
    let folder = try Folder()
    let sparse = "\(folder.path)/sparse"
    try Data().write(to: URL(fileURLWithPath: sparse))
    #expect(truncate(sparse, 5 << 30) == 0)
    for path in [folder.path, "/dev/zero", sparse] {
      expectOneSentence(try Program.meshtop("config", "check", "--config", path), 65, path)
      expectOneSentence(try Program.meshtop("snapshot", "--demo", "--width", "80", "--theme", path), 65, path)
    }
    expectOneSentence(try Program.meshtop("snapshot", "--replay", sparse), 65, sparse)
    expectOneSentence(try Program.meshtop("snapshot", "--replay", "/dev/null"), 65, "/dev/null")
    let full = try Program.run("/bin/sh", ["-c", "'\(try Program.built("meshtop"))' snapshot --demo > /dev/full"])
    expectOneSentence(full, 73, "/dev/full")
  }

  @Test("what a user typed is told without its control characters")
  func arguments() throws {
    let evil = "/no/\u{1B}[31m\u{202E}\u{9B}x"
    for (arguments, status) in [
      (["--replay", evil], 65), (["--demo", "-o", evil], 73), (["--demo", "--context", evil], 64),
      (["--demo", "--find", evil + "="], 64), (["--demo", "--window", evil], 64), (["--demo", "--focus", evil], 64),
      (["--demo", "--x\(evil)"], 64), (["--demo", "--config", evil], 65), (["--thanos", "https://h\(evil)"], 64),
      (["--prometheus", "http://127.0.0.1:1", "--token-file", evil], 77),
    ] as [([String], Int32)] {
      let outcome = try Program.run(try Program.built("meshtop"), ["snapshot"] + arguments)
      #expect(outcome.status == status, "\(outcome.errors)")
      let isHarmless = outcome.errors.unicodeScalars.allSatisfy { scalar in
        scalar == "\n" || ![.control, .format].contains(scalar.properties.generalCategory)
      }
      #expect(!outcome.errors.isEmpty && isHarmless, "\(arguments): \(outcome.errors)")
    }
  }
}
