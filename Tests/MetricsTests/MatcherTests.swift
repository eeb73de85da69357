import Metrics
import TestSupport
import Testing

@Suite struct MatcherTests {
  @Test func `Matchers are read as PromQL writes them`() throws {
    #expect(
      try Matcher.list(parsing: #" app = "ztunnel" ,job=~'mesh/.*', a!="", _b1 !~ "x|y""#) == [
        Matcher("app", .equal, "ztunnel"), Matcher("job", .matches, "mesh/.*"), Matcher("a", .notEqual, ""),
        Matcher("_b1", .doesNotMatch, "x|y"),
      ])
  }

  @Test func `Escapes in values are undone`() throws {
    #expect(try Matcher.list(parsing: #"a="x\"y\\z\n""#) == [Matcher("a", .equal, "x\"y\\z\n")])
  }

  @Test(arguments: ["", "a", "a=", "a=x", "a=\"x", "1a=\"x\"", "a=\"x\" b=\"y\"", "a=\"x\",", "a==\"x\"", "a=\"x\\"])
  func `What is no list of matchers is refused with an example`(text: String) {
    let error = #expect(throws: MatcherError.self) { try Matcher.list(parsing: text) }
    #expect(error?.description.contains("app=\"ztunnel\"") == true)
  }

  @Test func `Printing and reading again changes nothing`() throws {
    var random = SplitMix64(seed: 3)
    let alphabet = Array("ab\"\\'\n,={}~!é 0")
    for _ in 0..<500 {
      let value = String(
        (0..<Int.random(in: 0...9, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
      let matcher = Matcher(
        "label", [.equal, .notEqual, .matches, .doesNotMatch].randomElement(using: &random)!, value)
      #expect(try Matcher.list(parsing: "\(matcher)") == [matcher])
    }
  }

  @Test func `Any bytes are read or refused, and never more`() {
    var random = SplitMix64(seed: 4)
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...30, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = try? Matcher.list(parsing: String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func `The negated matcher negated is the matcher`() {
    for comparison in [Matcher.Comparison.equal, .notEqual, .matches, .doesNotMatch] {
      let matcher = Matcher("a", comparison, "b")
      #expect(matcher.negated != matcher)
      #expect(matcher.negated.negated == matcher)
    }
  }
}
