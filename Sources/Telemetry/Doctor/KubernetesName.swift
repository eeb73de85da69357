/// Names of Kubernetes' objects, as YAML has them: what could be taken for another type is in quotes.
///
/// Source: Kubernetes' documentation, "Object Names and IDs" (RFC 1123 labels and subdomains).
enum KubernetesName {
  /// The name of a namespace; nil for what can be none.
  static func label(_ text: String) -> String? { isLabel(text[...]) ? scalar(text) : nil }

  /// The name of most other objects, which may have dots; nil for what can be none.
  static func subdomain(_ text: String) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253 && parts.allSatisfy({ isLabel($0) }) ? scalar(text) : nil
  }

  private static func isLabel(_ text: Substring) -> Bool {
    let bytes = text.utf8
    func isEnd(_ byte: UInt8?) -> Bool {
      byte.map {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }
        ?? false
    }
    return bytes.count <= 63 && isEnd(bytes.first) && isEnd(bytes.last)
      && bytes.allSatisfy { isEnd($0) || $0 == UInt8(ascii: "-") }
  }

  /// Words that YAML 1.1 takes for booleans and for nothing.
  private static let words: Set = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]

  private static func scalar(_ name: String) -> String {
    let isText = name.first?.isLetter ?? false && !words.contains(name)
    return isText ? name : "\"\(name)\""
  }
}
