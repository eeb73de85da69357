import Mesh

/// Says which of Istio's processes a scraped one is, by its target labels.
struct ProcessNamer {
  /// The waypoints that traffic tells of, by the beginning of their pods' names.
  let waypoints: Set<WaypointName>

  /// A waypoint by its namespace and the name of its workload.
  struct WaypointName: Hashable, Comparable {
    var namespace: String
    var name: String

    /// The waypoint as a part of the control plane.
    var id: ControlPlanePart.ID { ControlPlanePart.ID(kind: .waypoint, namespace: namespace, name: name) }

    /// Whether it is named as Istio's tools, and most people, name waypoints.
    var isNamedSo: Bool { name == "waypoint" || name.hasSuffix("-waypoint") }

    init(namespace: String, name: String) {
      self.namespace = namespace
      self.name = name
    }

    /// That of a part of the control plane.
    init(_ id: ControlPlanePart.ID) { self.init(namespace: id.namespace, name: id.name) }

    static func < (left: WaypointName, right: WaypointName) -> Bool {
      (left.namespace, left.name) < (right.namespace, right.name)
    }
  }

  /// What a process is; nil where nothing tells, or where it is another one.
  func kind(of row: SurveyRows.Row) -> ControlPlanePart.Kind? {
    if knownWaypoint(row) != nil { return .waypoint }
    for label in ["pod", "app", "component", "gateway_networking_k8s_io_gateway_name", "job", "instance"] {
      guard let value = row[label] else { continue }
      let words = Set(value.split { "/-.:_".contains($0) })
      if words.contains("cni") { return .cni }
      if words.contains("ztunnel") { return .ztunnel }
      if words.contains("waypoint") { return Self.isForeign(row) ? nil : .waypoint }
      if words.contains("istiod") { return .istiod }
    }
    return nil
  }

  /// Whether the container or the port that is scraped is one that no proxy of Istio has: other programs, too, have waypoint
  /// in their names.
  private static func isForeign(_ row: SurveyRows.Row) -> Bool {
    if row["gateway_networking_k8s_io_gateway_name"] != nil { return false }
    if let container = row["container"] { return container != "istio-proxy" && !container.contains("gateway") }
    guard let instance = row["instance"], let colon = instance.lastIndex(of: ":"),
      let port = Int(instance[instance.index(after: colon)...])
    else { return false }
    return !(15_000...15_100).contains(port)
  }

  /// The process as a part: a pod, or what its address names; of waypoints the workload.
  func id(_ kind: ControlPlanePart.Kind, of row: SurveyRows.Row) -> ControlPlanePart.ID {
    let namespace = row["namespace"] ?? ""
    guard kind == .waypoint else {
      return ControlPlanePart.ID(kind: kind, namespace: namespace, name: Self.process(row))
    }
    return ControlPlanePart.ID(kind: kind, namespace: namespace, name: waypoint(row))
  }

  /// The name of a process: of its pod, or its address where pods are not told.
  static func process(_ row: SurveyRows.Row) -> String { row["pod"] ?? row["instance"] ?? row["job"] ?? "unknown" }

  private func waypoint(_ row: SurveyRows.Row) -> String {
    if let known = knownWaypoint(row) { return known.name }
    if let gateway = row["gateway_networking_k8s_io_gateway_name"] { return gateway }
    if let pod = row["pod"] { return Self.workload(ofPod: pod) }
    return row["app"] ?? row["component"] ?? row["job"] ?? row["instance"] ?? "unknown"
  }

  private func knownWaypoint(_ row: SurveyRows.Row) -> WaypointName? {
    guard let pod = row["pod"] else { return nil }
    let name = WaypointName(namespace: row["namespace"] ?? "", name: Self.workload(ofPod: pod))
    return waypoints.contains(name) ? name : nil
  }

  /// The name of a Deployment by that of one of its pods, which has two parts more.
  static func workload(ofPod pod: String) -> String {
    let parts = pod.split(separator: "-")
    return parts.count > 2 ? parts.dropLast(2).joined(separator: "-") : pod
  }
}
