import Mesh
import TestSupport
import Testing

@testable import Recording

/// Files that were cut and damaged in many ways: what is not damaged is read, and nothing traps.
@Suite struct DamageTests {
  @Test(arguments: ["", ".gz"])
  func whatIsNotDamagedIsRead(end: String) throws {
    let file = try TestFile(end)
    var borders = [0]
    for number in 0..<6 {
      try record(number..<number + 1, to: file)
      borders.append(try file.bytes.count)
    }
    let whole = try file.bytes
    var random = SplitMix64(seed: 11)
    func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
    for _ in 0..<400 {
      var bytes = whole
      var hurt: Set<Int> = []
      for _ in 0...below(3) {
        let place = below(bytes.count)
        // An end of line in a line makes two of it, and without one two lines are one.
        let byte = UInt8(random.next() & 0xFF)
        if byte == 0x0A || bytes[place] == 0x0A, end.isEmpty { continue }
        if bytes[place] != byte { hurt.insert(borders.lastIndex { $0 <= place } ?? 0) }
        bytes[place] = byte
      }
      let length = below(4) == 0 ? below(bytes.count) : bytes.count
      file.write(Array(bytes[..<length]))
      // Where nothing at the beginning tells that it is a recording, it is read as something else.
      guard !hurt.contains(0) else {
        _ = try? read(file)
        continue
      }
      let left = (0..<6).filter { borders[$0 + 1] <= length && !hurt.contains($0) }
      let times = Set(try read(file).snapshots)
      for number in left { #expect(times.contains(snapshot(number))) }
    }
  }

  @Test func anythingAtAllIsTakenWithoutATrap() throws {
    let file = try TestFile(".gz")
    try record(0..<3, to: file)
    let whole = try file.bytes
    var random = SplitMix64(seed: 5)
    for _ in 0..<400 {
      let start = Int(random.next() % UInt64(whole.count))
      let stop = start + Int(random.next() % UInt64(whole.count - start))
      var bytes = Array(whole[start..<stop]) + (0..<random.next() % 40).map { _ in UInt8(random.next() & 0xFF) }
      if random.next() % 2 == 0 { bytes = Array(whole.prefix(stop)) + bytes }
      file.write(bytes)
      _ = try? read(file)
      _ = try? Gzip.text(of: bytes, longest: 1 << 20)
    }
  }
}
