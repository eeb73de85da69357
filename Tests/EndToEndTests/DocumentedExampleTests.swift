import Foundation
import Testing

/// What the README shows is what the program writes. Before each example a comment says the command that made it:
///
///     <!-- made by: meshtop snapshot --demo --format csv | head -3 -->
///
/// What follows between fences is its output; a command that ends in `-o docs/NAME` made that file. `make docs` writes all anew.
@Suite("Documented examples", .serialized) struct DocumentedExampleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let isRecording = ProcessInfo.processInfo.environment["MESHTOP_RECORD"] != nil

  @Test("each example of the README is what its command writes")
  func examples() throws {
    let readme = Self.root.appending(path: "README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var count = 0
    for place in lines.indices.reversed() {
      guard let command = Self.command(lines[place]) else { continue }
      count += 1
      if let file = Self.file(of: command) {
        try compareFile(file, command)
        continue
      }
      guard lines[place + 1].hasPrefix("```"), let end = lines[(place + 2)...].firstIndex(of: "```") else {
        Issue.record("no fenced text follows \(command)")
        continue
      }
      let output = try run(command).output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let shown = Array(output.last?.isEmpty ?? false ? output.dropLast() : output[...])
      if Self.isRecording {
        lines.replaceSubrange(place + 2..<end, with: shown)
      } else {
        #expect(Array(lines[place + 2..<end]) == shown, "make docs writes anew what \(command) shows")
      }
    }
    #expect(count >= 10)
    if Self.isRecording { try lines.joined(separator: "\n").write(to: readme, atomically: true, encoding: .utf8) }
  }

  @Test("pictures in the README exist, are embedded by relative links and are small")
  func pictures() throws {
    let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let files = text.components(separatedBy: "docs/").dropFirst().map { $0.prefix { !"\")> \n".contains($0) } }
    let folder = Self.root.appending(path: "docs")
    let there = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(files.filter { $0.hasSuffix(".svg") }.map(String.init)) == Set(there.filter { $0.hasSuffix(".svg") }))
    for name in there {
      let size = try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)[.size] as? Int
      #expect(try #require(size) < 200_000, "\(name)")
    }
  }

  /// The command that a comment tells of.
  private static func command(_ line: String) -> String? {
    let (start, end) = ("<!-- made by: ", " -->")
    guard line.hasPrefix(start), line.hasSuffix(end) else { return nil }
    return String(line.dropFirst(start.count).dropLast(end.count))
  }

  private static func file(of command: String) -> String? {
    let words = command.split(separator: " ")
    return words.firstIndex(of: "-o").map { String(words[$0 + 1]) }
  }

  private func compareFile(_ file: String, _ command: String) throws {
    let folder = try Folder()
    let name = URL(filePath: file).lastPathComponent
    let outcome = try run(command.replacing("-o \(file)", with: "-o '\(folder.path)/\(name)'"))
    #expect(outcome.status == 0, "\(command): \(outcome.errors)")
    let kept = Self.root.appending(path: file)
    if Self.isRecording {
      try FileManager.default.createDirectory(at: kept.deletingLastPathComponent(), withIntermediateDirectories: true)
      try folder.text(name).write(to: kept, atomically: true, encoding: .utf8)
    }
    let isSame = try String(contentsOf: kept, encoding: .utf8) == folder.text(name)
    #expect(isSame, "make docs writes \(file) anew, by \(command)")
  }

  /// Runs a command as a reader would, with the built program in the path.
  private func run(_ command: String) throws -> Program.Outcome {
    let folder = URL(filePath: try Program.built("meshtop")).deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try Program.run("/bin/sh", ["-c", command], environment: ["PATH": "\(folder):\(path)"])
  }
}
