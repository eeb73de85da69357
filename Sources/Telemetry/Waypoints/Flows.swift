import Metrics

/// Requests from one end to another, of one kind of response.
struct RequestFlow {
  var source: EndIndex
  var destination: EndIndex
  var service: ServiceIndex
  var isGRPC: Bool
  var outcome: OutcomeIndex
  var rate: Double
}

/// Connections from one end to another.
struct ConnectionFlow {
  var source: EndIndex
  var destination: EndIndex
  var service: ServiceIndex
  var sums: ConnectionSums
}

/// The traffic of the mesh after waypoints were dealt with: what the graph's edges are made of.
struct Flows {
  var requests: [RequestFlow] = []
  var connections: [ConnectionFlow] = []
  /// What is known of encryption, by pair.
  var evidence: [Int32: Evidence] = [:]
  /// The waypoint that a pair's traffic goes through.
  var via: [Int32: EndIndex] = [:]
  /// The two legs of a pair whose traffic goes through a waypoint: pairs themselves, the client's first.
  var legs: [Int32: [Int32]] = [:]
  /// Identities seen at the source and at the destination, by pair.
  var sourcePrincipals: [Int32: [StringID]] = [:]
  var destinationPrincipals: [Int32: [StringID]] = [:]
  /// The ends that are drawn as waypoints.
  var waypoints: Set<EndIndex> = []
}
