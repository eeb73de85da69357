/// An expression with a name.
public struct FindPreset: Sendable, Hashable {
  /// What it is called.
  public let name: String
  /// The expression.
  public let text: String

  /// An expression with a name.
  public init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  /// What many search for (find.md, "Presets").
  public static let finds = [
    FindPreset("slow", "rt > 1000"), FindPreset("unhealthy", "not healthy"), FindPreset("unknown", "name = unknown"),
    FindPreset("plaintext", "plaintext"), FindPreset("busiest", "rank <= 2"),
  ]

  /// What many hide (find.md, "Presets").
  public static let hides = [
    FindPreset("healthy", "healthy"), FindPreset("unknown", "name = unknown"), FindPreset("quiet", "rank > 2"),
  ]

  /// Expressions of one's own before others, of which those with the same name are left out.
  public static func merge(_ own: [FindPreset], before others: [FindPreset]) -> [FindPreset] {
    own + others.filter { other in !own.contains { $0.name == other.name } }
  }
}
