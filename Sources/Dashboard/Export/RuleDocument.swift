import Mesh
public import Rules
public import Terminal

/// What came of rules as a text to read: each rule, and below it what does not hold.
public struct RuleDocument {
  private let report: RuleReport
  private let glyphs: GlyphSet

  /// How many breaches of a rule are listed.
  private static let mostBreaches = 50

  /// The document of a report.
  public init(_ report: RuleReport, _ glyphs: GlyphSet) {
    self.report = report
    self.glyphs = glyphs
  }

  /// The text; lines end in a line feed.
  public var text: String {
    let names = report.results.map { Text.sanitized($0.rule.name) }
    let width = min(names.map(displayWidth).max() ?? 0, 60)
    var lines = report.warnings.map { "\(glyphs.mark(.degraded)) \(Text.sanitized($0))" }
    for (name, result) in zip(names, report.results) {
      lines.append(
        "\(glyphs.mark(!result.holds ? .failing : result.subjects == 0 ? .idle : .healthy)) \(name.padded(width))  \(result.sentence)"
      )
      lines += result.breaches.prefix(Self.mostBreaches).map { "    \(line($0))" }
      let rest = result.breaches.count - Self.mostBreaches
      if rest > 0 { lines.append("    \(glyphs.ellipsis) and \(rest) more") }
    }
    let held = report.results.count(where: \.holds)
    lines.append(
      report.results.count == 1
        ? "The rule \(held == 1 ? "holds" : "does not hold")." : "\(held) of \(report.results.count) rules hold.")
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ breach: RuleResult.Breach) -> String {
    let name = breach.subject.joined(separator: " \(glyphs.transition) ")
    let why = breach.evidence.map(\.words).joined(separator: "; ")
    return Text.sanitized(why.isEmpty ? name : "\(name): \(why)")
  }
}
