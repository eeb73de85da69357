import Simulation

extension SimulatedMesh {
  /// A mesh as companies have them: namespaces of forty workloads in tiers, each calling a few of the next tiers, most of
  /// them in its own namespace, and a few services that all call.
  ///
  /// Seven calls in ten are HTTP, the others gRPC and TCP. Each second namespace has a waypoint.
  static func generated(workloads: Int, calls: Int, seed: UInt64 = 1) -> SimulatedMesh {
    var random = SplitMix64(seed: seed)
    var mesh = SimulatedMesh(name: "generated")
    let size = min(workloads, 40)
    let tiers = 5
    for number in 0..<workloads {
      _ = mesh.add(Workload("service-\(number)", namespace: "team-\(number / size)", version: "v1", node: number % 20))
    }
    for namespace in 0..<(workloads + size - 1) / size where namespace % 2 == 0 {
      _ = mesh.add(Waypoint("waypoint-\(namespace)", namespace: "team-\(namespace)", node: namespace % 20))
    }
    func tier(_ number: Int) -> Int { (number % size) * tiers / size }
    var known: Set<Int> = []
    while known.count < calls {
      let source = random.below(workloads)
      let isPopular = random.below(20) == 0
      let isNear = random.below(4) > 0
      let home = source / size * size
      let target =
        isPopular
        ? random.below(8) * (workloads / 8)
        : isNear ? home + random.below(min(size, workloads - home)) : random.below(workloads)
      // Calls mostly go down; now and then one comes back up.
      guard target != source, tier(source) < tier(target) || random.below(30) == 0,
        known.insert(source * workloads + target).inserted
      else { continue }
      mesh.calls.append(call(source, target, size, &random))
    }
    return mesh
  }

  private static func call(_ source: Int, _ target: Int, _ size: Int, _ random: inout SplitMix64) -> Call {
    let namespace = target / size
    let spoken = [Call.ApplicationProtocol.http, .http, .http, .http, .http, .http, .http, .grpc, .tcp, .tcp]
    let applicationProtocol = spoken[random.below(spoken.count)]
    let failures = random.below(10) == 0 ? 0.05 : 0
    let responses =
      failures > 0
      ? [Call.Response("200", share: 1 - failures), Call.Response("503", flags: "UF", share: failures)]
      : [Call.Response("200")]
    return Call(
      from: source, to: [Call.Destination(target)],
      service: Call.Service("service-\(target)", namespace: "team-\(namespace)"),
      via: namespace % 2 == 0 ? namespace / 2 : nil, applicationProtocol, rate: Double(1 + random.below(200)) / 4,
      modes: [
        Call.Mode(Profile(swing: 0.2, phase: Double(random.below(628)) / 100), responses: responses, latency: 12)
      ])
  }
}
