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
    return called.intersection(calling).subtracting(captured).subtracting(sending).subtracting(envoys)
      // Traffic between networks has legs of the same shape.
      .filter { !$0.name.contains("eastwest") && !$0.name.contains("east-west") }
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
      if let pod = row["exported_pod"] ?? row["pod"], let node = row["node"] { nodes[pod] = node }
    }
    return nodes
  }

  /// The namespaces that are labelled to be in the mesh, each with the waypoint that its label names.
  var enrolled: [String: String?] {
    var namespaces: [String: String?] = [:]
    for row in rows("kubernetes", Part.enrolled) {
      guard let namespace = row["exported_namespace"] ?? row["namespace"] else { continue }
      namespaces.updateValue(row[KubeLabel.waypoint] == "none" ? nil : row[KubeLabel.waypoint], forKey: namespace)
    }
    return namespaces
  }
}
