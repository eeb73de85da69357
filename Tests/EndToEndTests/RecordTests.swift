import Foundation
import Glibc
import Testing

@Suite("Recording", .timeLimit(.minutes(2))) struct RecordTests {
  private func run(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(try Program.built("meshtop"), arguments)
  }

  @Test("a recording has so many snapshots as its time has intervals, and is replayed", arguments: ["", ".gz"])
  func recording(end: String) throws {
    let folder = try Folder()
    let file = "\(folder.path)/mesh.ndjson\(end)"
    for _ in 0..<2 {
      let outcome = try run(["record", "--demo", "-o", file, "--every", "2s", "--for", "4s"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.isEmpty && outcome.output.isEmpty)
    }
    var status = stat()
    #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
    let text = end.isEmpty ? folder.text("mesh.ndjson") : try Program.tool("gzip", ["-dc", file])
    let lines = text.split(separator: "\n")
    try #require(lines.count == 4)
    let times = try lines.map { try SnapshotDocument(String($0)).time }
    #expect(times == times.sorted() && Set(times).count == 4)
    let last = try run(["snapshot", "--replay", file, "--format", "json"])
    #expect(last.output == (lines.last ?? "") + "\n")
    let first = try run(["snapshot", "--replay", file, "--format", "json", "--at", times[0]])
    #expect(first.output == lines[0] + "\n")
    let diff = try run(["diff", "--replay", file, "--at", times[0], "--at", times[3], "--format", "json"])
    #expect(diff.status == 0, "\(diff.errors)")
  }

  @Test("a signal ends a recording after what is under way, and a second recorder is refused")
  func signals() async throws {
    let folder = try Folder()
    let file = "\(folder.path)/mesh.ndjson"
    let child = try Child(
      try Program.built("meshtop"), ["record", "--demo", "-o", file, "--every", "1h"],
      environment: Program.environment())
    defer { child.end() }
    try await wait(for: "the first line") { folder.text("mesh.ndjson").hasSuffix("\n") }
    let second = try run(["record", "--demo", "-o", file, "--for", "1s"])
    #expect(second.status == 73)
    #expect(second.errors.contains("Another recording writes to \(file)."))
    kill(child.id, SIGINT)
    try await wait(for: "the end") { child.status != nil }
    #expect(child.status == 0)
    #expect(folder.text("mesh.ndjson").split(separator: "\n").count == 1)
  }

  @Test("a source that fails is told of once, and ends a recording of nothing with its status")
  func failing() throws {
    let folder = try Folder()
    let url = "http://127.0.0.1:\(try FreePort.any())"
    let file = "\(folder.path)/mesh.ndjson"
    let outcome = try run(["record", "--prometheus", url, "-o", file, "--every", "1s", "--for", "3s"])
    #expect(outcome.status == 69)
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.errors.contains("Nothing answers at \(url)"))
  }

  @Test("a disk that is full ends a recording with a sentence, and what is there stays whole")
  func full() throws {
    let folder = try Folder()
    let file = "\(folder.path)/mesh.ndjson"
    let script = "ulimit -f 100; exec \"$0\" record --demo -o \"$1\" --every 1s"
    let outcome = try Program.run("/bin/bash", ["-c", script, try Program.built("meshtop"), file])
    #expect(outcome.status == 73)
    #expect(outcome.errors.contains("Cannot write \(file)"))
    let text = folder.text("mesh.ndjson")
    #expect(text.hasSuffix("\n") && text.utf8.count > 1000 && text.utf8.count <= 102_400)
  }

  @Test("what cannot be recorded to is said", arguments: [["--every", "1500ms"], ["--replay", "x"], ["-o", "-"]])
  func usage(arguments: [String]) throws {
    let output = arguments.contains("-o") ? [] : ["-o", "/tmp/meshtop-none"]
    let source = arguments.contains("--replay") ? [] : ["--demo"]
    #expect(try run(["record"] + source + output + arguments).status == 64)
  }

  @Test("a file that is no recording is refused, and left as it is")
  func refused() throws {
    let folder = try Folder()
    let file = try folder.write("hello\n", to: "notes.txt")
    #expect(chmod(file, 0o644) == 0)
    let outcome = try run(["record", "--demo", "-o", file, "--every", "1s", "--for", "1s"])
    #expect(outcome.status == 73)
    #expect(outcome.errors.contains("notes.txt is no recording that can be gone on with."))
    var status = stat()
    #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o644)
    #expect(folder.text("notes.txt") == "hello\n")
  }
}
