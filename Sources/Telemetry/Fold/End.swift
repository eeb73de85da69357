import Mesh
import Metrics

/// The source or the destination of reported traffic, by workload: the finest identity that telemetry has.
///
/// Graph types group ends afterwards (rule 9), so that the figures of all graphs come from the same sums.
struct End: Hashable {
  enum Kind: Hashable {
    case workload
    /// A source that names its canonical service but no workload.
    case app
    /// A destination that names its service but no workload.
    case service
    case unknownSource
    case unknownDestination
    case passthrough
    case blackhole
  }

  var kind: Kind
  var cluster: StringID
  var namespace: StringID
  var name: StringID
}

/// What is known of an end beside its identity.
struct EndDetail {
  var app: StringID = .absent
  var version: StringID = .absent
}

/// The number of an end in a fold.
typealias EndIndex = Int32

/// The number of a service (cluster, namespace, name) in a fold; -1 where no service is known.
typealias ServiceIndex = Int32

/// A service that was called.
struct Service: Hashable {
  var cluster: StringID
  var namespace: StringID
  var name: StringID
}

/// Who called whom by which service: the combination of labels that proxies report traffic under.
struct Hop {
  var source: EndIndex
  var destination: EndIndex
  var service: ServiceIndex
  /// The number of the pair (source, destination).
  var pair: Int32
}

/// Why a series is left out (rule 7).
enum Rejection: Int, Error, CaseIterable {
  case sourceWithoutName
  case unknownCluster
  case bareAddress
  case unknownReporter

  /// What was wrong, as the end of a sentence that begins with a number of series.
  var explanation: String {
    switch self {
    case .sourceWithoutName: "with a source namespace but no source workload"
    case .unknownCluster: "with a namespace in no known cluster"
    case .bareAddress: "to a bare address of no known workload"
    case .unknownReporter: "of no known reporter"
    }
  }
}
