import Mesh
import Metrics

extension TrafficOptions {
  /// The selectors of the traffic asked for: alternatives that no series satisfies twice.
  ///
  /// An edge belongs to a namespace if its source or its destination is in it. PromQL has no "or" between matchers, so
  /// each alternative after the first leaves out what those before it took. Filters hold for the labels of the ends,
  /// never for the target label `namespace`, which on OpenShift is the monitor's (telemetry.md, rule 16).
  func alternatives(adding matchers: [Matcher] = []) -> [[Matcher]] {
    if let focus { return focus.alternatives().map { matchers + selector + $0 } }
    let byNamespace = Self.alternatives(
      [TrafficLabel.sourceNamespace, TrafficLabel.destinationNamespace, TrafficLabel.serviceNamespace],
      Glob.expression(namespaces))
    let byCluster = Self.alternatives(
      [TrafficLabel.sourceCluster, TrafficLabel.destinationCluster], Glob.expression(clusters))
    return byNamespace.flatMap { namespace in byCluster.map { matchers + selector + namespace + $0 } }
  }

  static func alternatives(_ labels: [String], _ expression: String?) -> [[Matcher]] {
    guard let expression else { return [[]] }
    return labels.indices.map { index in
      labels[..<index].map { Matcher($0, .doesNotMatch, expression) }
        + [Matcher(labels[index], .matches, expression)]
    }
  }
}

extension Glob {
  /// An RE2 expression that matches what one of the globs does; nil without globs.
  static func expression(_ globs: [String]) -> String? {
    globs.isEmpty ? nil : globs.map(expression).joined(separator: "|")
  }

  /// An RE2 expression that matches these texts and no others.
  static func literal(_ texts: [String]) -> String? {
    texts.isEmpty ? nil : texts.map { $0.reduce(into: "") { $0 += escaped($1) } }.joined(separator: "|")
  }

  private static func expression(_ glob: String) -> String {
    glob.reduce(into: "") { result, character in
      switch character {
      case "*": result += ".*"
      case "?": result += "."
      default: result += escaped(character)
      }
    }
  }

  /// RE2 takes a backslash before ASCII punctuation only.
  private static func escaped(_ character: Character) -> String {
    let isSpecial =
      character.isASCII && !character.isLetter && !character.isNumber && character != "-" && character != "_"
    return isSpecial ? "\\\(character)" : String(character)
  }
}
