import Mesh
import Rules

/// A file of rules, or a rule as it is typed, is read and checked, or refused in a sentence with its place.
func testRules(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  do throws(RuleError) {
    let report = RuleReport(try RuleFile.rules(in: text), sampleMesh)
    precondition(report.junit.hasSuffix("</testsuites>\n"), "A report is whole")
  } catch {
    _ = error.description
  }
  do throws(RuleError) {
    _ = try Rule(parsing: text).check(sampleMesh)
  } catch {
    if let range = error.range { precondition(range.upperBound <= error.text.count, "What is wrong is in the text") }
  }
}
