import Mesh
import Metrics

/// The answers to the questions about a control plane, by the questions' names.
struct ControlPlaneFacts {
  private var rows: [String: SurveyRows] = [:]
  /// What was not answered, and why.
  private(set) var refusals: [(query: Query, error: SourceError)] = []
  /// What the server says of its answers.
  private(set) var warnings: [String] = []

  /// Takes the answers to some questions.
  mutating func take(_ queries: [Query], _ answers: Answers<Vector>) {
    for (query, result) in zip(queries, answers.results) {
      switch result {
      case .success(let vector): rows[query.name] = SurveyRows(vector, answers.strings)
      case .failure(let error): refusals.append((query, error))
      }
    }
    for warning in answers.warnings where !warnings.contains(warning) { warnings.append(warning) }
  }

  /// The rows of a figure of a question.
  func rows(_ query: String, _ figure: String = "") -> [SurveyRows.Row] { rows[query]?.rows(of: figure) ?? [] }

  // MARK: Waypoints

  /// The waypoints that traffic or reports tell of: what is called through the mesh and calls through the mesh while no
  /// ztunnel stands before it, and who reports as a waypoint.
  var waypoints: Set<ProcessNamer.WaypointName> { passedThrough.union(reporting) }

  /// The waypoints that report as such, by their pods.
  var reporting: Set<ProcessNamer.WaypointName> {
    Set(
      (rows("waypoints", Part.requests) + rows("waypoints", Part.tcp)).compactMap { row in
        row["pod"].map {
          ProcessNamer.WaypointName(namespace: row["namespace"] ?? "", name: ProcessNamer.workload(ofPod: $0))
        }
      })
  }

  /// The waypoints that traffic goes through, by what ztunnels report of both of its legs.
  var passedThrough: Set<ProcessNamer.WaypointName> {
    let (into, out) = ("inbound legs", "outbound legs")
    let (name, namespace) = (TrafficLabel.destinationWorkload, TrafficLabel.destinationNamespace)
    let called = ends(into, Part.bytes, name, namespace, by: "source")
    let captured = ends(into, Part.bytes, name, namespace, by: "destination")
    let calling = ends(out, Part.bytes, TrafficLabel.sourceWorkload, TrafficLabel.sourceNamespace, by: "destination")
    let sending = ends(out, Part.bytes, TrafficLabel.sourceWorkload, TrafficLabel.sourceNamespace, by: "source")
    // Sidecars and gateways report requests of their own.
    let envoys =
      ends(into, Part.requests, name, namespace, by: "destination")
      .union(ends(out, Part.requests, TrafficLabel.sourceWorkload, TrafficLabel.sourceNamespace, by: "source"))
    let named = Set(enrolments.compactMap(\.waypoint))
    let services = servicesCalled
    return called.intersection(calling).subtracting(captured).subtracting(sending).subtracting(envoys)
      // Traffic between networks has legs of the same shape.
      .filter { !$0.name.contains("eastwest") && !$0.name.contains("east-west") }
      // So has a workload whose own node's ztunnel is not scraped, but that is called for its own service alone.
      .filter { workload in
        workload.isNamedSo || named.contains(workload.name)
          || !(services[workload]?.allSatisfy { workload.name.hasPrefix($0) || $0.hasPrefix(workload.name) } ?? false)
      }
  }

  /// The services for which ztunnels say that workloads are called.
  private var servicesCalled: [ProcessNamer.WaypointName: Set<String>] {
    var services: [ProcessNamer.WaypointName: Set<String>] = [:]
    for row in rows("inbound legs", Part.bytes) where row[TrafficLabel.reporter] == "source" {
      guard let workload = row[TrafficLabel.destinationWorkload], let service = row[TrafficLabel.serviceName],
        service != "unknown"
      else { continue }
      let name = ProcessNamer.WaypointName(
        namespace: row[TrafficLabel.destinationNamespace] ?? "", name: workload)
      services[name, default: []].insert(service)
    }
    return services
  }

  private func ends(
    _ query: String, _ figure: String, _ name: String, _ namespace: String, by reporter: String
  ) -> Set<ProcessNamer.WaypointName> {
    Set(
      rows(query, figure).compactMap { row in
        guard row[TrafficLabel.reporter] == reporter, let workload = row[name], workload != "unknown" else {
          return nil
        }
        return ProcessNamer.WaypointName(namespace: row[namespace] ?? "", name: workload)
      })
  }

  // MARK: Kubernetes

  /// The nodes that kube-state-metrics knows.
  var nodes: Set<String> { Set(rows("kubernetes", Part.node).compactMap { $0["node"] }) }

  /// The nodes of Istio's pods.
  var nodesOfPods: [String: String] {
    var nodes: [String: String] = [:]
    for row in rows("kubernetes", Part.pod) {
      if let pod = row.reported("pod"), let node = row["node"] { nodes[pod] = node }
    }
    return nodes
  }

  /// A namespace that is labelled to be in the mesh.
  struct Enrolment: Hashable {
    var namespace: String
    /// The waypoint that its label names.
    var waypoint: String?
    /// The namespace of the waypoint where its label names another one.
    var waypointNamespace: String?
  }

  /// The namespaces that are labelled to be in the mesh.
  var enrolments: [Enrolment] {
    Set(
      rows("kubernetes", Part.enrolled).compactMap { row -> Enrolment? in
        guard let namespace = row.reported("namespace") else { return nil }
        let waypoint = row[KubeLabel.waypoint] == "none" ? nil : row[KubeLabel.waypoint]
        return Enrolment(
          namespace: namespace, waypoint: waypoint,
          waypointNamespace: waypoint == nil ? nil : row[KubeLabel.waypointNamespace])
      }
    ).sorted { $0.namespace < $1.namespace }
  }

  /// The waypoints whose pods Kubernetes tells of, with these.
  var runningWaypoints: [ProcessNamer.WaypointName: Set<String>] {
    var found: [ProcessNamer.WaypointName: Set<String>] = [:]
    let named = Set(enrolments.compactMap(\.waypoint))
    // Pods that ended are told of, too, until they are deleted.
    for row in rows("kubernetes", tellsPhases ? Part.running : Part.pod) {
      guard let pod = row.reported("pod"),
        let namespace = row.reported("namespace")
      else { continue }
      let name = ProcessNamer.WaypointName(namespace: namespace, name: ProcessNamer.workload(ofPod: pod))
      guard name.name != pod, name.isNamedSo || named.contains(name.name) else { continue }
      found[name, default: []].insert(pod)
    }
    return found
  }

  /// Whether kube-state-metrics tells which pods of waypoints run.
  var tellsPhases: Bool { !rows("kubernetes", Part.running).isEmpty }

  /// Which waypoint each namespace uses whose label names one.
  ///
  /// A label names that of another namespace, which may not be told: then the only one of the name that is known is it.
  ///
  /// - Parameter scraped: the waypoints that are scraped.
  func usedWaypoints(
    scraped: Set<ProcessNamer.WaypointName>
  ) -> [(namespace: String, waypoint: ProcessNamer.WaypointName)] {
    let known = scraped.union(waypoints).union(runningWaypoints.keys)
    let byName = Dictionary(grouping: known, by: \.name)
    return enrolments.compactMap { enrolment in
      guard let name = enrolment.waypoint else { return nil }
      let own = ProcessNamer.WaypointName(namespace: enrolment.waypointNamespace ?? enrolment.namespace, name: name)
      let others = byName[name] ?? []
      let isOwn = enrolment.waypointNamespace != nil || known.contains(own) || others.count != 1
      return (enrolment.namespace, isOwn ? own : others[0])
    }
  }
}
