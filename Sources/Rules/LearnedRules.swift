public import Mesh

/// The call graph of some snapshots as rules that allow it and nothing else.
public struct LearnedRules {
  private var callers: [String: Set<String>] = [:]
  private var isEncrypted = true
  private var snapshots = 0

  /// Nothing has been seen yet.
  public init() {}

  /// Learns who calls whom in a snapshot.
  public mutating func learn(_ mesh: MeshIndex) {
    snapshots += 1
    for edge in mesh.snapshot.edges {
      guard let source = mesh.node(edge.source), let target = mesh.node(edge.target) else { continue }
      callers[Self.name(target), default: []].insert(Self.name(source))
      if edge.mtls.state != .full { isEncrypted = false }
    }
  }

  /// The file of rules, in TOML: for each that is called who may call it, then what may be called at all and, where all that
  /// was seen was encrypted, that it must be.
  public var text: String {
    var lines = [
      "# Who called whom in \(snapshots) snapshot\(snapshots == 1 ? "" : "s"). What is not written here breaks a rule.",
      "",
    ]
    for (name, sources) in callers.sorted(by: { $0.key < $1.key }) {
      guard let which = Self.condition(name) else {
        lines += ["# Left out, for its name cannot be written in an expression: \(Self.quoted(name))", ""]
        continue
      }
      lines += [
        "[[rule]]", "name = \(Self.quoted("callers of \(name)"))", "where = \(Self.quoted(which))",
        "callers = \(Self.list(sources))", "",
      ]
    }
    if !callers.isEmpty {
      lines += ["[[rule]]", "name = \"what is called\"", "called = \(Self.list(callers.keys))", ""]
    }
    if isEncrypted, !callers.isEmpty {
      lines += ["[[rule]]", "name = \"all is encrypted\"", "must = \"mtls\"", ""]
    }
    return lines.joined(separator: "\n")
  }

  /// The name of a node in rules; of an end of which nothing is known its kind.
  private static func name(_ node: Node) -> String {
    node.kind == .unknown && node.namespace == "unknown" ? node.kind.rawValue : "\(node.namespace)/\(node.name)"
  }

  /// The expression that tells a called node; nil where it cannot be written.
  private static func condition(_ name: String) -> String? {
    guard let slash = name.lastIndex(of: "/") else { return "target.node = \(name)" }
    let parts = [String(name[..<slash]), String(name[name.index(after: slash)...])].map { part -> String? in
      if !part.contains("\"") { return "\"\(part)\"" }
      return part.contains("'") ? nil : "'\(part)'"
    }
    guard let namespace = parts[0], let own = parts[1] else { return nil }
    return "target.ns = \(namespace) and target.name = \(own)"
  }

  private static func list(_ names: some Collection<String>) -> String {
    "[\(names.sorted().map(quoted).joined(separator: ", "))]"
  }

  /// A basic string of TOML.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.generalCategory == .format:
        let hex = String(scalar.value, radix: 16)
        result += "\\U" + String(repeating: "0", count: 8 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
