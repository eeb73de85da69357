import Metrics

/// The numbers of the words that the rules ask for, in one answer's table.
struct Known {
  /// Stands for a word that no row holds; never equal to a row's cell.
  private static let nowhere = StringID(index: -2)

  let unknown: StringID
  let empty: StringID
  let waypoint: StringID
  let source: StringID
  let destination: StringID
  let mutualTLS: StringID
  let plaintext: StringID
  let grpc: StringID
  let noResponse: StringID
  let passthrough: StringID
  let blackhole: StringID

  init(_ strings: StringTable) {
    func id(_ text: String) -> StringID { strings.id(of: text) ?? Self.nowhere }
    unknown = id("unknown")
    empty = id("")
    waypoint = id("waypoint")
    source = id("source")
    destination = id("destination")
    mutualTLS = id("mutual_tls")
    plaintext = id("none")
    grpc = id("grpc")
    noResponse = id("0")
    passthrough = id("PassthroughCluster")
    blackhole = id("BlackHoleCluster")
  }

  /// Whether a label says something: it is there and is neither empty nor `unknown`.
  func isNamed(_ cell: StringID) -> Bool { cell != .absent && cell != unknown && cell != empty }
}
