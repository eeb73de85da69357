import Metrics
import TestSupport
import Testing

@testable import Prometheus

@Suite("Answers") struct AnswerDecoderTests {
  private let labels = ["source_workload", "destination_workload", "le"]

  @Test("any answer gives the same rows in whatever pieces it arrives", arguments: [false, true])
  func chunks(isRange: Bool) {
    var numbers = SplitMix64(seed: isRange ? 41 : 40)
    for rows in 0..<60 {
      let answer = AnswerText.random(rows: rows, isRange: isRange, &numbers)
      let bytes = answer.bytes
      let expected = answer.decoded(labels: labels)
      let sizes = (0..<7).map { _ in Int.random(in: 1...97, using: &numbers) }
      for chunks in [[1], [2], [3, 1], [11], [64], sizes, [bytes.count]] {
        #expect(Decoded(bytes, labels: labels, isRange: isRange, chunks: chunks) == expected)
      }
    }
  }

  @Test("an answer of several blocks gives each row once, in order", arguments: [false, true])
  func blocks(isRange: Bool) {
    var numbers = SplitMix64(seed: isRange ? 43 : 42)
    var answer = AnswerText.random(rows: 24_000, isRange: isRange, &numbers)
    answer.isSpaced = false
    let bytes = answer.bytes
    #expect(bytes.count > 3 << 20)
    let expected = answer.decoded(labels: labels)
    for chunks in [[16_384], [1 << 20], [bytes.count], [99_991, 7, 300_007]] {
      // Not compared within the macro, which would describe thousands of rows.
      let isSame = Decoded(bytes, labels: labels, isRange: isRange, chunks: chunks) == expected
      #expect(isSame, "pieces of \(chunks) bytes")
    }
  }

  @Test("a large answer written with blanks is read, too")
  func spaced() {
    var numbers = SplitMix64(seed: 44)
    var answer = AnswerText.random(rows: 16_000, isRange: false, &numbers)
    answer.isSpaced = true
    let bytes = answer.bytes
    #expect(bytes.count > 2 << 20)
    let isSame = Decoded(bytes, labels: labels) == answer.decoded(labels: labels)
    #expect(isSame)
    // Blanks between the elements alone.
    let element = #"{"metric":{"le":"1"},"value":[1,"1"]}"#
    let count = 40_000
    let text =
      #"{"status":"success","data":{"resultType":"vector","result":["#
      + Array(repeating: element, count: count).joined(separator: " , ") + "]}}"
    #expect(Decoded(text, labels: labels).rows?.count == count)
  }

  @Test("labels that are missing or empty are absent, and labels not asked for are left out")
  func missing() {
    let text =
      #"{"status":"success","data":{"resultType":"vector","result":["#
      + #"{"metric":{},"value":[1,"1"]},{"metric":{"le":"","other":"x"},"value":[1,"2"]},"#
      + #"{"metric":{"le":"5","source_workload":"a"},"value":[1,"3"]},{"metric":{"source_workload":"a","le":"5"},"value":[1,"4"]}]}}"#
    let decoded = Decoded(text, labels: labels)
    #expect(decoded.rows?.map(\.cells) == [[nil, nil, nil], [nil, nil, nil], ["a", nil, "5"], ["a", nil, "5"]])
    #expect(decoded.values == [1, 2, 3, 4])
  }

  @Test("rows whose number is NaN or infinite are dropped")
  func notFinite() {
    let rows = ["NaN", "+Inf", "-Inf", "1e400", "7", "0"].map { #"{"metric":{"le":"\#($0)"},"value":[1,"\#($0)"]}"# }
    let text = #"{"status":"success","data":{"resultType":"vector","result":[\#(rows.joined(separator: ","))]}}"#
    #expect(Decoded(text, labels: labels).values == [7, 0])
  }

  @Test("native histograms have no number and give no row")
  func histograms() {
    let text =
      #"{"status":"success","data":{"resultType":"vector","result":["#
      + #"{"metric":{"le":"a"},"histogram":[1,{"count":"3","sum":"4","buckets":[]}]},{"metric":{"le":"b"},"value":[1,"5"]}]}}"#
    #expect(Decoded(text, labels: labels).rows?.map(\.cells) == [[nil, nil, "b"]])
  }

  @Test("warnings are told, but not without end")
  func warnings() throws {
    let many = (0..<50).map { "\"warning \($0) \\u001b[31m\\u202e\"" }.joined(separator: ",")
    let text = #"{"status":"success","warnings":[\#(many)],"data":{"resultType":"vector","result":[]}}"#
    guard case .rows(let rows, let warnings) = Decoded(text, labels: labels) else {
      Issue.record("no rows")
      return
    }
    #expect(rows.isEmpty)
    #expect(warnings.count == 20)
    #expect(warnings.first == "warning 0 \u{1B}[31m\u{202E}")
  }

  @Test("an error is told by the server's own words")
  func refusal() {
    let text = #"{"status":"error","errorType":"bad_data","error":"parse error: \"x\""}"#
    #expect(Decoded(text, labels: labels) == .refusal(type: "bad_data", text: "parse error: \"x\""))
    #expect(Decoded(#"{"status":"error","error":"e"}"#, labels: labels) == .refusal(type: "", text: "e"))
  }

  @Test(
    "what no Prometheus answers is malformed",
    arguments: [
      "", " ", "<html><body>Log in</body></html>", "null", "[]", "{}", "42", #"{"status":"success"}"#,
      #"{"status":"error"}"#,
      #"{"status":1}"#, #"{"status":"success","data":null}"#, #"{"status":"success","data":{"resultType":"vector"}}"#,
      #"{"status":"success","data":{"resultType":"vector","result":{}}}"#,
      #"{"status":"success","data":{"resultType":"vector","result":[1]}}"#,
      #"{"status":"success","data":{"resultType":"vector","result":[{}]}}"#,
      #"{"status":"success","data":{"resultType":"vector","result":[{"metric":[],"value":[1,"1"]}]}}"#,
      #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{}}]}}"#,
      #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1]}]}}"#,
      #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,2]}]}}"#,
      #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"x"]}]}}"#,
      #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,""]}]}}"#,
      #"{"status":"success","data":{"resultType":"scalar","result":[1,"1"]}}"#,
      #"{"status":"success","data":{"resultType":"vector","result":[]}} {}"#,
    ])
  func malformed(text: String) {
    #expect(Decoded(text, labels: labels) == .malformed)
  }

  @Test("no part of an answer from its start is an answer")
  func truncated() {
    var numbers = SplitMix64(seed: 45)
    var answer = AnswerText.random(rows: 8, isRange: false, &numbers)
    answer.warnings = ["w"]
    let bytes = answer.bytes
    // The line break at the end may be missing.
    for count in 0..<bytes.count - 1 {
      #expect(Decoded(Array(bytes[..<count]), labels: labels) == .malformed, "\(count) bytes")
    }
  }

  @Test("a fault in any block makes the answer malformed")
  func faultyBlock() {
    var numbers = SplitMix64(seed: 46)
    var answer = AnswerText.random(rows: 20_000, isRange: false, &numbers)
    answer.isSpaced = false
    let bytes = answer.bytes
    for part in 1...5 {
      var broken = bytes
      broken[bytes.count * part / 6] = 0xFF
      let isMalformed = Decoded(broken, labels: labels) == .malformed
      #expect(isMalformed, "at \(part)/6")
    }
  }

  @Test(
    "any mutated answer is read, refused or malformed, and the same in any pieces", arguments: 0..<4 as Range<UInt64>)
  func fuzz(seed: UInt64) {
    var numbers = SplitMix64(seed: 500 + seed)
    var malformed = 0
    for _ in 0..<2500 {
      let isRange = Bool.random(using: &numbers)
      var bytes = AnswerText.random(rows: Int.random(in: 0...6, using: &numbers), isRange: isRange, &numbers).bytes
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let place = Int.random(in: 0..<max(1, bytes.count), using: &numbers)
        switch Int.random(in: 0...3, using: &numbers) {
        case 0: bytes[place] = .random(in: 0...255, using: &numbers)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &numbers)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...5, using: &numbers)))
        default:
          bytes.insert(
            contentsOf: Array("},{\"metric\":\"result\":[".utf8).prefix(Int.random(in: 1...22, using: &numbers)),
            at: place)
        }
        if bytes.isEmpty { bytes = [0x20] }
      }
      let whole = Decoded(bytes, labels: labels, isRange: isRange, chunks: [bytes.count])
      let pieces = Decoded(bytes, labels: labels, isRange: isRange, chunks: [Int.random(in: 1...40, using: &numbers)])
      #expect(whole == pieces)
      if whole == .malformed { malformed += 1 }
      for row in whole.rows ?? [] {
        #expect(row.cells.count == labels.count)
        #expect(row.samples.allSatisfy { abs($0.value) < 1e15 })
      }
    }
    #expect(malformed > 250 && malformed < 2450)
  }
}
