import Mesh
import Metrics

/// Folds a refresh's answers into the nodes and edges of a graph.
///
/// The steps: read every row's ends and reporter (rules 7, 8), let one reporter speak for each pair (rule 1), find the
/// waypoints and deal with them (rule 3), add up by graph type (rules 2, 9), and judge (rules 4, 5, 10, 12).
struct TrafficFold {
  private let options: TrafficOptions
  private let survey: Survey
  private let answers: TrafficAnswers

  init(_ options: TrafficOptions, _ survey: Survey, _ answers: TrafficAnswers) {
    self.options = options
    self.survey = survey
    self.answers = answers
  }

  /// The graph, and what was left out, a sentence each.
  func fold() -> (nodes: [Node], edges: [Edge], warnings: [String]) {
    let known = Known(answers.strings)
    var hops = HopTable()
    var ends = EndReader(answers.strings, known)
    var requests = RequestReports()
    if let answer = answers.requests { requests.read(answer, answers.strings, survey, known, &hops, &ends) }
    var reports = ConnectionReports()
    for answer in [answers.bytes, answers.connections, answers.open].compactMap(\.self) {
      reports.read(answer, answers.strings, survey, known, &hops, &ends)
    }
    // What else is asked tells more of the same series; it is not counted as left out once more.
    let rejected = hops.rejected
    var latency = LatencyReports()
    if let answer = answers.buckets { latency.readBuckets(answer, answers.strings, survey, known, &hops, &ends) }
    if let answer = answers.sums { latency.readSums(answer, answers.strings, survey, known, &hops, &ends) }
    let idle = idleHops(&hops, &ends)

    let connections = Connections(reports, hops)
    let spoken = requests.rows.filter { requests.speaks($0, hops) }
    let waypoints = WaypointFinder(
      hops: hops, requests: requests, connections: connections, strings: ends.names, known: known
    ).waypoints(answers.waypoints, selector: options.waypointSelector)
    var (flows, table) = flows(hops, waypoints, spoken, requests, connections)
    flows.sourcePrincipals = requests.sourcePrincipals.merging(reports.sourcePrincipals, uniquingKeysWith: +)
    flows.destinationPrincipals = requests.destinationPrincipals.merging(
      reports.destinationPrincipals, uniquingKeysWith: +)

    var graph = GraphBuilder(flows, table, ends.names, requests.outcomes, options, survey)
    graph.add(latency, requests)
    graph.addIdle(options.waypoints == .show ? idle : idle.filter { !isLeg($0, waypoints) })
    let (nodes, edges) = graph.finish()
    return (nodes, edges, Self.warnings(rejected))
  }

  private func flows(
    _ hops: HopTable, _ waypoints: Set<EndIndex>, _ spoken: [RequestRow], _ requests: RequestReports,
    _ connections: Connections
  ) -> (Flows, HopTable) {
    if options.waypoints == .merge {
      var merge = WaypointMerge(hops, waypoints, spoken, requests, connections)
      return merge.merge()
    }
    return WaypointLegs(hops, waypoints, isHidden: options.waypoints == .hide).flows(spoken, requests, connections)
  }

  private func isLeg(_ hop: Hop, _ waypoints: Set<EndIndex>) -> Bool {
    waypoints.contains(hop.source) || waypoints.contains(hop.destination)
  }

  private func idleHops(_ hops: inout HopTable, _ ends: inout EndReader) -> [Hop] {
    guard let answer = answers.idle else { return [] }
    let columns = answer.columns(TrafficLabel.ends)
    let numbers = (0..<answer.count).compactMap { hops.hop(answer, $0, columns, &ends) }
    return Set(numbers).sorted().map { hops.hops[$0] }
  }

  /// What was left out by rule 7.
  private static func warnings(_ rejected: [Int]) -> [String] {
    let reasons = Rejection.allCases.filter { rejected[$0.rawValue] > 0 }
    guard !reasons.isEmpty else { return [] }
    let parts = reasons.map { "\(rejected[$0.rawValue]) \($0.explanation)" }
    return ["Left out series that cannot be placed: \(parts.joined(separator: ", "))."]
  }
}
