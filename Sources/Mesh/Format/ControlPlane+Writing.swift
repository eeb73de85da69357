import FoundationEssentials
public import JSON

extension ControlPlane {
  /// Writes the control plane as an object; what is not known is left out.
  ///
  /// `parts` is a list of objects with `kind`, `namespace`, `name`, `node`, `waypoint`, `versions`, `instances`, `up`, `health`,
  /// `reasons`, `figures` (an object by the names of ``ControlPlanePart/Figure``), and for each breakdown an object of
  /// that name with `By`, such as `pushesBy`. `time` is the moment of the figures, where that is not the snapshot's.
  ///
  /// - Parameter moment: the snapshot's.
  func write(to json: inout JSONWriter, besideMeshOf moment: Date) {
    json.beginObject()
    if time != moment { json.field("time", time.formatted(Timestamp.style(for: time))) }
    if !warnings.isEmpty { json.field("warnings", warnings) }
    json.key("parts")
    json.beginArray()
    for part in parts { part.write(to: &json) }
    json.endArray()
    json.endObject()
  }
}

extension ControlPlanePart {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.field("kind", kind.rawValue)
    if !id.namespace.isEmpty { json.field("namespace", id.namespace) }
    json.field("name", id.name)
    json.field("node", node)
    json.field("waypoint", waypoint)
    if !versions.isEmpty { json.field("versions", versions) }
    if kind != .namespace {
      json.field("instances", Double(instances))
      json.field("up", up.map(Double.init))
    }
    json.field("health", health.rawValue)
    if !reasons.isEmpty { json.field("reasons", reasons) }
    if !figures.isEmpty {
      json.key("figures")
      json.beginObject()
      for figure in Figure.allCases { json.field(figure.rawValue, figures[figure]) }
      json.endObject()
    }
    for breakdown in breakdowns {
      json.key("\(breakdown.subject.rawValue)By")
      json.beginObject()
      for row in breakdown.rows { json.field(row.name, row.value) }
      json.endObject()
    }
    json.endObject()
  }
}

extension Finding {
  /// Writes the finding as an object.
  public func write(to json: inout JSONWriter) {
    json.beginObject()
    json.field("kind", kind.rawValue)
    if !subject.isEmpty { json.field("subject", subject) }
    json.field("severity", severity.rawValue)
    json.field("problem", problem)
    json.field("evidence", evidence)
    json.field("effect", effect)
    json.field("remedy", remedy)
    if !manifests.isEmpty {
      json.key("manifests")
      json.beginArray()
      for manifest in manifests {
        json.beginObject()
        if !manifest.title.isEmpty { json.field("for", manifest.title) }
        json.field("yaml", manifest.yaml)
        json.endObject()
      }
      json.endArray()
    }
    json.endObject()
  }
}
