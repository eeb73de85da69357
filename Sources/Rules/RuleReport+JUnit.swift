import FoundationEssentials
import Mesh

extension RuleReport {
  /// The report as JUnit XML, which CI systems show: one test case a rule, with its breaches as the failure's text.
  public var junit: String {
    let failed = results.count { !$0.holds }
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<testsuites tests="\#(results.count)" failures="\#(failed)">"#,
      #"  <testsuite name="meshtop check" tests="\#(results.count)" failures="\#(failed)" errors="0" "#
        + #"timestamp="\#(time.formatted(.iso8601))">"#,
    ]
    for result in results {
      let name = Self.escaped(result.rule.name)
      let head = #"    <testcase classname="meshtop.\#(result.rule.scope.rawValue)" name="\#(name)""#
      if result.holds {
        lines.append(head + "/>")
        continue
      }
      lines.append(head + ">")
      lines.append(#"      <failure message="\#(Self.escaped(result.sentence))">"#)
      lines += result.breaches.map { Self.escaped($0.sentence) }
      lines += ["</failure>", "    </testcase>"]
    }
    lines += ["  </testsuite>", "</testsuites>"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text for XML, without the characters that XML 1.0 does not allow.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t", "\r": result += " "
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE:
        result += "\u{FFFD}"
      case _ where scalar.properties.generalCategory == .format: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension RuleResult {
  /// How many things the rule does not hold of: `2 of 12 edges`.
  public var sentence: String {
    let noun = subjects == 1 ? String(rule.scope.rawValue.dropLast()) : rule.scope.rawValue
    if holds, subjects == 0 {
      return "is of no \(rule.scope.rawValue.dropLast()), and says nothing (least = 1 wants one)"
    }
    if holds { return "holds of \(subjects) \(noun)" }
    let when = broken.map { " at \($0.since.formatted(.iso8601)), first of \($0.count) of \($0.all) snapshots" } ?? ""
    if breaches.isEmpty { return "is of \(subjects) \(noun), and must be of \(rule.least) or more\(when)" }
    return "does not hold of \(breaches.count) of \(subjects) \(noun)\(when)"
  }
}

extension RuleResult.Breach {
  /// What does not hold, and why.
  public var sentence: String {
    let why = evidence.map(\.words).joined(separator: "; ")
    return why.isEmpty ? name : "\(name): \(why)"
  }

  /// How the subject is called.
  public var name: String { subject.joined(separator: " -> ") }
}
