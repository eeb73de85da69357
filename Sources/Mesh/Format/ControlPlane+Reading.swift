import FoundationEssentials
import JSON

extension ControlPlane {
  /// Reads the member `controlPlane` of a snapshot; nil for what is no object.
  ///
  /// Needs no more than `kind` and `name` of each part: parts without, or of a kind that it does not know, are left out, as
  /// are figures that cannot be. Of several parts with the same identity the first counts.
  ///
  /// - Parameter moment: the snapshot's, which is that of the figures where they have none of their own.
  init?(_ json: JSONElement, besideMeshOf moment: Date) {
    guard json.kind == .object else { return nil }
    var known: Set<ControlPlanePart.ID> = []
    let parts = json["parts"].map { $0.elements.compactMap(ControlPlanePart.init) } ?? []
    let time = json["time"]?.string.flatMap(Timestamp.date) ?? moment
    self.init(time: time, parts: parts.filter { known.insert($0.id).inserted }, warnings: json.texts("warnings"))
  }
}

extension ControlPlanePart {
  fileprivate init?(_ json: JSONElement) {
    guard let kind = json["kind"]?.string.flatMap(Kind.init), let name = json["name"]?.string, !name.isEmpty else {
      return nil
    }
    self.init(
      ID(kind: kind, namespace: json["namespace"]?.string ?? "", name: name), node: json["node"]?.string,
      versions: json.texts("versions"), instances: json.count("instances") ?? 1, up: json.count("up"),
      breakdowns: json.members.compactMap(Breakdown.init))
    waypoint = json["waypoint"]?.string
    health = json["health"]?.string.flatMap(Health.init) ?? .idle
    reasons = json.texts("reasons")
    if let known = json["figures"] {
      for figure in Figure.allCases { figures[figure] = known.number(figure.rawValue) }
    }
  }
}

extension ControlPlanePart.Breakdown {
  /// A member such as `pushesBy`; nil for any other.
  fileprivate init?(key: String, value json: JSONElement) {
    guard key.hasSuffix("By"), let subject = Subject(rawValue: String(key.dropLast(2))), json.kind == .object else {
      return nil
    }
    self.init(subject, json.members.compactMap { row in row.value.figure.map { Row(row.key, $0) } })
  }
}

extension JSONElement {
  /// A whole number of things; nil where there cannot be so many.
  fileprivate func count(_ name: String) -> Int? { number(name).flatMap { $0 >= 0 ? Int($0.rounded()) : nil } }
}
