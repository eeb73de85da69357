public import FoundationEssentials
public import JSON
public import Mesh

/// What came of all rules at one moment, or at each of several.
public struct RuleReport: Sendable {
  /// The moment that was looked at, of several the last.
  public let time: Date
  /// How many moments were looked at.
  public let snapshots: Int
  /// Whether any edge was seen: of none all rules hold that do not want one.
  public let hasTraffic: Bool
  /// Where the figures come from.
  public let source: String
  /// What came of each rule, in their order.
  public let results: [RuleResult]
  /// What the source says of its figures: a store that did not answer may hide what is wrong.
  public let warnings: [String]

  /// Checks a mesh.
  public init(_ rules: [Rule], _ mesh: MeshIndex) {
    time = mesh.snapshot.time
    source = mesh.snapshot.source
    warnings = mesh.snapshot.warnings
    snapshots = 1
    hasTraffic = !mesh.snapshot.edges.isEmpty
    var made: [Rule.Scope: RuleSubjects] = [:]
    results = rules.map { rule in
      let subjects = made[rule.scope] ?? RuleSubjects(rule.scope, of: mesh)
      made[rule.scope] = subjects
      return rule.check(subjects)
    }
  }

  init(
    time: Date, source: String, results: [RuleResult], warnings: [String], snapshots: Int, hasTraffic: Bool
  ) {
    self.time = time
    self.source = source
    self.results = results
    self.warnings = warnings
    self.snapshots = snapshots
    self.hasTraffic = hasTraffic
  }

  /// Whether all rules hold.
  public var holds: Bool { results.allSatisfy(\.holds) }

  /// The name of the public format.
  public static let schema = "meshtop.check/1"

  /// Writes the report for programs.
  public func write(to json: inout JSONWriter) {
    json.beginObject()
    json.field("schema", Self.schema)
    json.field("time", time.formatted(.iso8601))
    if !source.isEmpty { json.field("source", source) }
    if snapshots > 1 {
      json.key("snapshots")
      json.value(snapshots)
    }
    json.key("holds")
    json.value(holds)
    if !warnings.isEmpty { json.field("warnings", warnings) }
    json.key("rules")
    json.beginArray()
    for result in results { result.write(to: &json) }
    json.endArray()
    json.endObject()
  }
}

extension RuleResult {
  /// Writes what came of the rule for programs.
  public func write(to json: inout JSONWriter) {
    json.beginObject()
    json.field("name", rule.name)
    json.field("rule", rule.text)
    json.field("over", rule.scope.rawValue)
    json.key("holds")
    json.value(holds)
    json.key("subjects")
    json.value(subjects)
    if rule.least > 0 {
      json.key("least")
      json.value(rule.least)
    }
    if let broken {
      json.field("brokenSince", broken.since.formatted(.iso8601))
      json.key("brokenSnapshots")
      json.value(broken.count)
    }
    if !breaches.isEmpty {
      json.key("breaches")
      json.beginArray()
      for breach in breaches { breach.write(to: &json) }
      json.endArray()
    }
    json.endObject()
  }
}

extension RuleResult.Breach {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    if subject.count == 2 {
      json.field("source", subject[0])
      json.field("target", subject[1])
    } else {
      json.field("subject", subject.first)
    }
    json.field("margin", margin)
    json.key("evidence")
    json.beginArray()
    for piece in evidence {
      json.beginObject()
      json.field("operand", piece.operand)
      if !piece.found.isEmpty { json.field("found", piece.found) }
      json.field("wanted", piece.wanted)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}
