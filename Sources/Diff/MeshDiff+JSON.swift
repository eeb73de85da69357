import FoundationEssentials
public import JSON
import Mesh

extension MeshDiff {
  /// The name of the public format.
  public static let schema = "meshtop.diff/1"

  /// Writes the difference: what is compared, then nodes and edges that came, went or changed, the worst first. What is not
  /// known is left out; units are those of the snapshot.
  public func write(to json: inout JSONWriter) {
    json.beginObject()
    json.field("schema", Self.schema)
    json.key("before")
    Self.write(before, to: &json)
    json.key("after")
    Self.write(after, to: &json)
    json.field("weight", weight?.name)
    json.key("nodes")
    json.beginArray()
    for change in nodes {
      json.beginObject()
      json.field("id", change.id.rawValue)
      Self.write(change.kind, change.weight, change.differences, to: &json)
      json.endObject()
    }
    json.endArray()
    json.key("edges")
    json.beginArray()
    for change in edges {
      json.beginObject()
      json.field("source", change.edge.source.rawValue)
      json.field("target", change.edge.target.rawValue)
      Self.write(change.kind, change.weight, change.differences, to: &json)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private static func write(_ mesh: MeshIndex, to json: inout JSONWriter) {
    let snapshot = mesh.snapshot
    json.beginObject()
    json.field("time", snapshot.time.formatted(.iso8601))
    json.field("window", snapshot.window.seconds)
    json.field("graph", snapshot.graph.rawValue)
    if !snapshot.source.isEmpty { json.field("source", snapshot.source) }
    json.key("nodes")
    json.value(snapshot.nodes.count)
    json.key("edges")
    json.value(snapshot.edges.count)
    json.field("requests", mesh.totals.hasRequests ? mesh.totals.requests : nil)
    json.field("errorPercent", mesh.totals.errorPercent)
    json.field("mtlsPercent", mesh.totals.mtls.percent)
    json.endObject()
  }

  private static func write(
    _ kind: Kind, _ weight: DiffWeight, _ differences: [Difference], to json: inout JSONWriter
  ) {
    json.field("kind", kind.rawValue)
    json.field("weight", weight.name)
    if differences.isEmpty { return }
    json.key("differences")
    json.beginArray()
    for difference in differences { difference.write(to: &json) }
    json.endArray()
  }
}

extension DiffWeight {
  /// The weight as the public format writes it.
  public var name: String {
    switch self {
    case .better: "better"
    case .neutral: "neutral"
    case .notable: "notable"
    case .degraded: "degraded"
    case .failing: "failing"
    case .exposed: "exposed"
    }
  }
}

extension Difference {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    switch change {
    case .mtls(let before, let after):
      json.field("what", "mtls")
      json.field("before", before.state.rawValue)
      json.field("after", after.state.rawValue)
      json.field("percentBefore", before.percent)
      json.field("percentAfter", after.percent)
    case .health(let before, let after):
      json.field("what", "health")
      json.field("before", before.rawValue)
      json.field("after", after.rawValue)
    case .figure(let figure, let before, let after):
      json.field("what", figure.rawValue)
      json.field("before", before)
      json.field("after", after)
    case .identities(let gone, let came):
      json.field("what", "sourcePrincipals")
      json.field("gone", gone)
      json.field("came", came)
    case .waypoint(let before, let after):
      json.field("what", "via")
      json.field("before", before?.rawValue)
      json.field("after", after?.rawValue)
    case .version(let before, let after):
      json.field("what", "version")
      json.field("before", before)
      json.field("after", after)
    }
    json.field("weight", weight.name)
    json.endObject()
  }
}
