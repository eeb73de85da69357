/// Leaves waypoints as they are reported: nodes with legs, or, hidden, nothing (rule 3).
struct WaypointLegs {
  private let hops: HopTable
  private let waypoints: Set<EndIndex>
  private let isHidden: Bool

  init(_ hops: HopTable, _ waypoints: Set<EndIndex>, isHidden: Bool) {
    self.hops = hops
    self.waypoints = waypoints
    self.isHidden = isHidden
  }

  /// The flows as they are reported, and the table of their pairs.
  func flows(_ requests: [RequestRow], _ reports: RequestReports, _ connections: Connections) -> (Flows, HopTable) {
    var flows = Flows(evidence: connections.evidence, waypoints: waypoints)
    var waypointOf: [ClientService: EndIndex] = [:]
    for link in connections.links {
      let hop = hops.hops[Int(link.hop)]
      if waypoints.contains(hop.destination) {
        waypointOf[ClientService(client: hop.source, service: hop.service)] = hop.destination
      }
      if isHidden, isLeg(hop) { continue }
      flows.connections.append(
        ConnectionFlow(source: hop.source, destination: hop.destination, service: hop.service, sums: link.sums))
    }
    for row in requests {
      let hop = hops.hops[Int(row.hop)]
      if isHidden, isLeg(hop) { continue }
      flows.requests.append(
        RequestFlow(
          source: hop.source, destination: hop.destination, service: hop.service, isGRPC: row.isGRPC,
          outcome: row.outcome, rate: row.rate))
      flows.evidence[hop.pair, default: Evidence()].requests = reports.evidence(hop.pair)
      if !isLeg(hop), reports.isSeenByWaypoint(hop.pair) {
        flows.via[hop.pair] = waypointOf[ClientService(client: hop.source, service: hop.service)]
      }
    }
    return (flows, hops)
  }

  private func isLeg(_ hop: Hop) -> Bool { waypoints.contains(hop.source) || waypoints.contains(hop.destination) }
}
