/// The mesh that the demo shows: three applications in ambient mode on three nodes, each with its waypoint.
///
/// All of it follows from a seed and the clock. The hour is scripted and repeats: errors in one service, slowness in
/// another, a plaintext edge that comes and goes, denied connections.
public enum DemoMesh {
  /// The webstore, bookinfo and the boutique, with about a thousand requests per second in all.
  ///
  /// `seed` places workloads on nodes and shifts rates a little. Takes a few hundred microseconds.
  public static func everything(seed: UInt64 = 1) -> SimulatedMesh {
    var builder = DemoBuilder(name: "demo", seed: seed)
    builder.addWebstore()
    builder.addBookinfo()
    builder.addBoutique()
    return builder.mesh
  }
}

/// Adds applications to the demo's mesh.
struct DemoBuilder {
  private(set) var mesh: SimulatedMesh
  private var random: SplitMix64
  private var nextNode: Int

  private static let nodes = 3

  init(name: String, seed: UInt64) {
    mesh = SimulatedMesh(name: name)
    random = SplitMix64(seed: seed)
    nextNode = Int.random(in: 0..<Self.nodes, using: &random)
  }

  /// Adds a workload on the next node and returns its number.
  mutating func add(
    _ name: String, in namespace: String, app: String? = nil, version: String = "latest", account: String? = nil,
    _ dataPlane: Workload.DataPlane = .ambient
  ) -> Int {
    mesh.add(
      Workload(
        name, namespace: namespace, app: app, version: version, serviceAccount: account, node: takeNode(), dataPlane))
  }

  /// Adds a waypoint for all that is addressed to services and returns its number.
  mutating func addWaypoint(_ name: String, in namespace: String, scope: Waypoint.Scope = .service) -> Int {
    mesh.add(Waypoint(name, namespace: namespace, node: takeNode(), scope: scope))
  }

  /// Adds a call.
  mutating func add(_ call: Call) { mesh.calls.append(call) }

  /// A number near 1 that an application's rates are multiplied with.
  mutating func level() -> Double { Double.random(in: 0.9...1.1, using: &random) }

  /// A gentle swing that begins anywhere.
  mutating func swing(_ spans: [Range<Double>] = [0..<Profile.period]) -> Profile {
    Profile(spans: spans, swing: 0.15, phase: Double.random(in: 0..<2 * .pi, using: &random))
  }

  private mutating func takeNode() -> Int {
    nextNode = (nextNode + 1) % Self.nodes
    return nextNode
  }
}
