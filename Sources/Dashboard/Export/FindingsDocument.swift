public import Mesh
import Terminal

/// What the doctor found, as text.
public struct FindingsDocument {
  /// The text, with a line feed at its end.
  public let text: String

  /// The findings as text, the worst first.
  public init(_ findings: [Finding]) {
    if findings.isEmpty {
      text = "All is well.\n"
      return
    }
    var told: [Finding.Manifest: Int] = [:]
    text = findings.enumerated().map { number, finding in
      var lines = ["\(number + 1). \(finding.problem) [\(finding.kind.rawValue), \(finding.severity.rawValue)]", ""]
      lines += finding.evidence.flatMap { Self.wrapped($0, first: "   Evidence: ") }
      lines += Self.wrapped(finding.effect, first: "   Effect:   ")
      lines += Self.wrapped(finding.remedy, first: "   Remedy:   ")
      for manifest in finding.manifests {
        let kind = Self.withoutNamespace(manifest)
        if let before = told[kind] {
          let line = manifest.yaml.split(separator: "\n").first { $0.hasPrefix("  namespace: ") }
          let place = line.map { ", with\($0.dropFirst())" } ?? ""
          lines += ["", "   # \(manifest.title.isEmpty ? "apply" : "for \(manifest.title)"): as for \(before)\(place)"]
          continue
        }
        told[kind] = number + 1
        lines += ["", manifest.title.isEmpty ? "   # apply:" : "   # for \(manifest.title):"]
        lines += manifest.yaml.split(separator: "\n", omittingEmptySubsequences: false).map {
          $0.isEmpty ? "" : "   \($0)"
        }
        while lines.last == "" { lines.removeLast() }
      }
      // What servers name can hold anything.
      return lines.map { Text.sanitized($0) }.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// A manifest that is the same for all namespaces for which it is the same but for them.
  private static func withoutNamespace(_ manifest: Finding.Manifest) -> Finding.Manifest {
    let lines = manifest.yaml.split(separator: "\n").filter { !$0.hasPrefix("  namespace: ") }
    return Finding.Manifest(manifest.title, yaml: lines.joined(separator: "\n"))
  }

  private static let width = 100

  private static func wrapped(_ sentence: String, first: String) -> [String] {
    let indent = String(repeating: " ", count: first.count)
    return Text.wrapped(Text.sanitized(sentence), width: width - first.count).enumerated().map { number, line in
      (number == 0 ? first : indent) + line
    }
  }
}
