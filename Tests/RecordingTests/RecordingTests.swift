import FoundationEssentials
import Glibc
import Mesh
import TestSupport
import Testing

@testable import Recording

/// A file of a test's own, gone with its holder.
final class TestFile {
  let path: String

  init(_ end: String) throws {
    var name = Array("/tmp/meshtop-recording-XXXXXX".utf8CString)
    path = String(cString: try #require(mkdtemp(&name))) + "/mesh" + end
  }

  deinit {
    unlink(path)
    rmdir(String(path.dropLast(path.utf8.count - (path.lastIndex(of: "/")?.utf16Offset(in: path) ?? 0))))
  }

  var bytes: [UInt8] {
    get throws {
      let file = OpenFile(open(path, O_RDONLY), path)
      return try file.read(at: 0, count: file.size)
    }
  }

  func write(_ bytes: [UInt8]) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}

/// Snapshots fifteen seconds apart.
func snapshot(_ number: Int) -> Snapshot {
  Snapshot(
    time: Date(timeIntervalSince1970: 1_790_000_000 + 15 * Double(number)), window: .seconds(120), source: "test",
    nodes: ["a", "b", "c"].map { Node(kind: .workload, cluster: "east", namespace: "shop", name: "\($0)\(number)") })
}

func record(_ numbers: Range<Int>, to file: TestFile) throws {
  let writer = try #require(try RecordingWriter(path: file.path))
  for number in numbers { try writer.append(snapshot(number)) }
}

/// All snapshots of a file that can be read, and how many lines cannot.
func read(_ file: TestFile) throws -> (snapshots: [Snapshot], bad: Int) {
  guard let recording = try Recording(path: file.path) else { return ([], 0) }
  try recording.index()
  var (snapshots, bad): ([Snapshot], Int) = ([], 0)
  for place in recording.moments.indices {
    do { snapshots.append(try recording.snapshot(place)) } catch { bad += 1 }
  }
  return (snapshots, bad)
}

@Suite struct RecordingTests {
  @Test func `One snapshot over several lines is no recording, though an object of it has a line of its own`() throws {
    let file = try TestFile(".json")
    file.write(
      Array(
        """
        {"schema":"meshtop.snapshot/1","time":"2026-09-21T14:13:20Z","window":120,
        "nodes":[
        {"id":"c/n/workload/a","time":"2026-09-21T14:13:20Z"}
        ],
        "edges":[]}
        """.utf8))
    #expect(try Recording(path: file.path) == nil)
  }

  @Test(arguments: [".ndjson", ".ndjson.gz"])
  func whatIsRecordedReadsBackTheSameAndIsGoneOnWith(end: String) throws {
    let file = try TestFile(end)
    try record(0..<3, to: file)
    try record(3..<5, to: file)
    let all = try read(file)
    #expect(all.snapshots == (0..<5).map(snapshot))
    #expect(all.bad == 0)
    let recording = try #require(try Recording(path: file.path))
    try recording.index()
    #expect(recording.moments == (0..<5).map { snapshot($0).time })
    #expect(recording.notice == nil)
    #expect(recording.place(at: snapshot(2).time.addingTimeInterval(14)) == 2)
    #expect(recording.place(at: snapshot(0).time.addingTimeInterval(-1)) == nil)
    #expect(recording.place(at: .distantFuture) == 4)
  }

  @Test func aCompressedRecordingIsAGzipFile() throws {
    let file = try TestFile(".gz")
    let plain = try TestFile("")
    try record(0..<3, to: file)
    try record(0..<3, to: plain)
    #expect(try Gzip.text(of: file.bytes, longest: 1 << 20) == plain.bytes)
    #expect(throws: RecordingError.self) { try Gzip.text(of: file.bytes, longest: 100) }
    #expect(throws: RecordingError.self) { try Gzip.text(of: [0x1F, 0x8B, 8], longest: 100) }
  }

  @Test(arguments: ["", ".gz"])
  func aLastLineThatIsCutOffIsPassedOverAndMended(end: String) throws {
    let file = try TestFile(end)
    try record(0..<2, to: file)
    let two = try file.bytes
    try record(2..<3, to: file)
    let three = try file.bytes
    for length in two.count + 1..<three.count - 1 {
      file.write(Array(three[..<length]))
      let recording = try #require(try Recording(path: file.path))
      try recording.index()
      #expect(recording.count == 2)
      #expect(recording.notice?.contains("cut off") == true)
      let writer = try #require(try RecordingWriter(path: file.path))
      #expect(writer.isMended)
      #expect(try file.bytes == two)
    }
    // A line that only lacks its end is whole.
    if end.isEmpty {
      file.write(three.dropLast())
      #expect(try read(file).snapshots.count == 3)
      try record(3..<4, to: file)
      #expect(try read(file).snapshots == (0..<4).map(snapshot))
    }
  }

  @Test func aFileBelongsToOneRecorderAndToItsOwnerAlone() throws {
    let file = try TestFile("")
    let writer = try #require(try RecordingWriter(path: file.path))
    #expect(throws: RecordingError("Another recording writes to \(file.path).", "End that one, or name another file."))
    {
      try RecordingWriter(path: file.path)
    }
    var status = stat()
    #expect(stat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(writer.written == RecordingWriter.Progress())
    #expect(try RecordingWriter(path: file.path, .create) == nil)
  }

  @Test func whereNothingIsRecordedNoFileIsLeftButOneThatWasThere() throws {
    let file = try TestFile(".ndjson")
    try #require(try RecordingWriter(path: file.path)).discardIfEmpty()
    #expect(access(file.path, F_OK) != 0)
    file.write([])
    try #require(try RecordingWriter(path: file.path)).discardIfEmpty()
    #expect(access(file.path, F_OK) == 0)
    unlink(file.path)
    try record(0..<1, to: file)
    try #require(try RecordingWriter(path: file.path)).discardIfEmpty()
    #expect(try read(file).snapshots == [snapshot(0)])
  }

  @Test func noLinkIsFollowedAndNoOtherFileIsTouched() throws {
    let file = try TestFile("")
    let link = try TestFile("")
    file.write(Array("precious\n".utf8))
    #expect(symlink(file.path, link.path) == 0)
    for path in [link.path, file.path, "/dev/null", "/"] {
      #expect(throws: RecordingError.self) { try RecordingWriter(path: path) }
    }
    #expect(try file.bytes == Array("precious\n".utf8))
    let compressed = try TestFile(".gz")
    compressed.write(Array("{\"schema\":\"meshtop.snapshot/1\"}\n".utf8))
    #expect(throws: RecordingError.self) { try RecordingWriter(path: compressed.path) }
  }

  @Test(arguments: ["", ".gz"])
  func aBadLineIsToldOfWhenItIsReached(end: String) throws {
    let file = try TestFile(end)
    try record(0..<3, to: file)
    var bytes = try file.bytes
    bytes[bytes.count / 2 - 8] ^= 0x55
    bytes[bytes.count / 2 - 7] = 3
    file.write(bytes)
    let recording = try #require(try Recording(path: file.path))
    try recording.index()
    #expect(recording.count == 3)
    #expect(try recording.snapshot(0) == snapshot(0))
    #expect(try recording.snapshot(2) == snapshot(2))
    let error = #expect(throws: RecordingError.self) { try recording.snapshot(1) }
    #expect(error?.problem.contains("line 2") == true)
  }

  @Test func linesThatAreWrittenInOtherWaysHaveTheirMoments() throws {
    let file = try TestFile("")
    let rest = #""nodes":[],"edges":[]"#
    file.write(
      Array(
        """
        {"schema":"meshtop.snapshot/1","time":"2026-09-21T14:13:20Z",\(rest)}

        {"window": 60, "time": "2026-09-30T14:13:20.250Z", "schema": "meshtop.snapshot/1", \(rest)}
        not JSON
        {"source":{"time":"2001-01-01T00:00:00Z"},"schema":"meshtop.snapshot/1",\(rest),"time":"2026-10-31T00:00:00+01:00"}
        {"schema":"meshtop.snapshot/1",\(rest)}

        """.utf8))
    let recording = try #require(try Recording(path: file.path))
    try recording.index()
    let good = try [0, 1, 2, 4].map { try recording.snapshot($0).time }
    #expect(good == [0, 1, 2, 4].map { recording.moments[$0] })
    #expect(recording.moments[0] == Date(timeIntervalSince1970: 0))
    #expect(recording.moments[1] == Date(timeIntervalSince1970: 1_790_000_000))
    #expect(throws: RecordingError.self) { try recording.snapshot(3) }
  }

  @Test func datesAreReadByHandAsElsewhere() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<2000 {
      let time = Date(timeIntervalSince1970: Double(random.next() % 8_000_000_000))
      let text = time.formatted(.iso8601)
      let line = Array("{\"time\":\"\(text)\"}".utf8)
      #expect(line.withUnsafeBytes(LineTime.quick) == time, "\(text)")
    }
  }

  @Test func aFileThatGrowsIsGoneOnWith() throws {
    for end in ["", ".gz"] {
      let file = try TestFile(end)
      try record(0..<2, to: file)
      let recording = try #require(try Recording(path: file.path))
      try recording.index()
      try record(2..<5, to: file)
      try recording.index()
      #expect(recording.moments == (0..<5).map { snapshot($0).time })
    }
  }

  @Test func anHourHasNoMoreThanASnapshotAMinute() throws {
    let file = try TestFile(".gz")
    try record(0..<400, to: file)
    let recording = try #require(try Recording(path: file.path))
    try recording.index()
    let end = snapshot(399).time
    let places = recording.places(after: end.addingTimeInterval(-3600), upTo: end, step: 60)
    #expect(places.count <= 61 && places.count >= 60)
    #expect(places.last == 399)
    #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 <= 4 })
  }

  @Test func whatIsNoRecordingIsLeftToOthers() throws {
    let file = try TestFile("")
    for text in ["", "{\n \"schema\": 1\n}\n", "x"] {
      file.write(Array(text.utf8))
      #expect(try Recording(path: file.path) == nil)
    }
    #expect(try Recording(path: "/dev/null") == nil)
    #expect(throws: RecordingError.self) { try Recording(path: file.path + "-none") }
  }

  @Test func refreshesFallOnWholeIntervalsAndNeverPileUp() {
    let schedule = RecordingSchedule(interval: 15)
    func at(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }
    #expect(schedule.latest(at(44.9)) == at(30))
    #expect(schedule.next(after: at(30), now: at(30.2)) == at(45))
    #expect(schedule.next(after: at(30), now: at(45.1), took: 0.3) == at(45))
    #expect(schedule.next(after: at(30), now: at(76), took: 46) == at(90))
    #expect(schedule.next(after: at(30), now: at(31), overloads: 1) == at(60))
    #expect(schedule.next(after: at(30), now: at(31), overloads: 40) == at(345))
    #expect(schedule.next(after: at(30), now: at(31), retryAfter: 60) == at(105))
    #expect(schedule.next(after: at(90), now: at(31)) == at(105))
  }
}
