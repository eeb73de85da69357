import Mesh
import Simulation
import TestSupport

/// A mesh made by chance, with what is known of its traffic.
struct RandomMesh {
  /// What a call is, apart from who reports it.
  struct Truth {
    var source: String
    var target: String
    var spoken: Call.ApplicationProtocol
    /// Requests per second, or connections.
    var rate: Double
    /// Bytes per second, both ways.
    var bytes: Double
    var isEncrypted: Bool
    /// The waypoint's target, where the call goes through one.
    var waypoint: String?
    /// The proxies that see all requests of the call, by their targets' names.
    var requestReporters: Set<String>
    /// The ztunnels that see connections of the call, the client's first.
    var ztunnels: [String]
  }

  private(set) var mesh: SimulatedMesh
  private(set) var truths: [Truth] = []

  /// A mesh of `count` workloads; without gateways, whose traffic to waypoints no ztunnel sees, where asked.
  init(
    seed: UInt64, style: SimulatedMesh.ScrapeStyle = .podMonitor, workloads count: Int = 14, hasGateways: Bool = true,
    clusters: [String] = ["Kubernetes"]
  ) {
    var random = SplitMix64(seed: seed)
    mesh = SimulatedMesh(name: "random \(seed)", scrapeStyle: style)
    let namespaces = (0..<Int.random(in: 1...3, using: &random)).map { "ns\($0)" }
    // A namespace is in one cluster, so that calls between namespaces are calls between clusters, too.
    func cluster(_ namespace: String) -> String {
      clusters[(namespaces.firstIndex(of: namespace) ?? 0) % clusters.count]
    }
    var waypoints: [String: Int] = [:]
    for namespace in namespaces where Bool.random(using: &random) {
      let scope: Waypoint.Scope = Bool.random(using: &random) ? .service : .all
      waypoints[namespace] = mesh.add(
        Waypoint("entry-\(namespace)", namespace: namespace, cluster: cluster(namespace), scope: scope))
    }
    let planes: [Workload.DataPlane] = [
      .ambient, .ambient, .ambient, .ambient, .ambient, .sidecar, hasGateways ? .gateway : .ambient, .outside,
    ]
    for number in 0..<count {
      let namespace = namespaces.randomElement(using: &random) ?? "ns0"
      _ = mesh.add(
        Workload(
          "w\(number)", namespace: namespace, cluster: cluster(namespace), node: number % 3,
          planes.randomElement(using: &random) ?? .ambient))
    }
    _ = mesh.add(Workload("stranger", namespace: "nowhere", .stranger))
    let services = Self.services(of: mesh, &random)
    for source in mesh.workloads.indices {
      for (name, members) in services.shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random)) {
        guard !members.contains(source) else { continue }
        add(from: source, to: members, name, waypoints, &random)
      }
    }
  }

  /// Every workload that can be called is in one service, alone or with others of its namespace.
  private static func services(of mesh: SimulatedMesh, _ random: inout SplitMix64) -> [(String, [Int])] {
    var services: [(name: String, members: [Int])] = []
    for (number, workload) in mesh.workloads.enumerated()
    where workload.dataPlane != .gateway && workload.dataPlane != .stranger {
      let last = services.last
      if let last, mesh.workloads[last.members[0]].namespace == workload.namespace,
        mesh.workloads[last.members[0]].dataPlane == workload.dataPlane, Bool.random(using: &random)
      {
        services[services.count - 1].members.append(number)
      } else {
        services.append(("svc\(number)", [number]))
      }
    }
    return services
  }

  private mutating func add(
    from source: Int, to members: [Int], _ name: String, _ waypoints: [String: Int], _ random: inout SplitMix64
  ) {
    let client = mesh.workloads[source]
    let namespace = mesh.workloads[members[0]].namespace
    let isServerInMesh = mesh.workloads[members[0]].dataPlane != .outside
    let spoken: Call.ApplicationProtocol = [.http, .http, .grpc, .tcp].randomElement(using: &random) ?? .http
    let call = Call(
      from: source, to: members.map { Call.Destination($0, share: 1 / Double(members.count)) },
      service: Call.Service(name, namespace: namespace), via: isServerInMesh ? waypoints[namespace] : nil, spoken,
      rate: Double.random(in: 1...50, using: &random), requestBytes: 300, responseBytes: 3000,
      modes: [
        Call.Mode(
          responses: spoken == .grpc
            ? [Call.Response("200", grpcStatus: "0", share: 0.9), Call.Response("200", grpcStatus: "14", share: 0.1)]
            : [Call.Response("200", share: 0.9), Call.Response("503", flags: "UF", share: 0.1)])
      ])
    mesh.calls.append(call)
    for member in members { truths.append(truth(call, client, mesh.workloads[member], members.count)) }
  }

  private func truth(_ call: Call, _ client: Workload, _ server: Workload, _ servers: Int) -> Truth {
    let share = 1 / Double(servers)
    let takesWaypoint = client.dataPlane == .ambient || client.dataPlane == .gateway
    let waypoint = takesWaypoint ? call.waypoint.map { mesh.waypoints[$0].workload } : nil
    func name(_ workload: Workload) -> String { "\(workload.namespace)/\(workload.cluster)/\(workload.name)" }
    var reporters: Set<String> = []
    if let waypoint { reporters.insert(name(waypoint)) }
    if client.dataPlane == .sidecar || client.dataPlane == .gateway { reporters.insert(name(client)) }
    if server.dataPlane == .sidecar, waypoint == nil { reporters.insert(name(server)) }
    return Truth(
      source: client.dataPlane == .stranger ? "unknown" : client.name, target: server.name,
      spoken: call.applicationProtocol, rate: call.rate * share,
      bytes: call.rate * share * (call.requestBytes + call.responseBytes),
      isEncrypted: [client, server].allSatisfy { $0.dataPlane != .outside && $0.dataPlane != .stranger },
      waypoint: waypoint.map(name), requestReporters: call.applicationProtocol == .tcp ? [] : reporters,
      ztunnels: [client, server].filter { $0.dataPlane == .ambient }.map { "ztunnel/\($0.cluster)/node-\($0.node)" })
  }

  /// What somebody reports when every proxy is scraped.
  var reported: [Truth] {
    truths.filter { !$0.requestReporters.isEmpty || !$0.ztunnels.isEmpty || ($0.spoken == .tcp && hasEnvoy($0)) }
  }

  private func hasEnvoy(_ truth: Truth) -> Bool {
    mesh.workloads.contains {
      $0.dataPlane != .ambient && $0.dataPlane != .outside && $0.dataPlane != .stranger
        && ($0.name == truth.source || $0.name == truth.target)
    }
  }

  /// The same mesh with something wrong with some of its proxies' telemetry.
  func broken(seed: UInt64, _ faults: [SimulatedMesh.Fault]) -> RandomMesh {
    var random = SplitMix64(seed: seed)
    var copy = self
    for target in mesh.series().targets where Int.random(in: 0..<3, using: &random) == 0 {
      copy.mesh.faults[target.name] = faults.randomElement(using: &random)
    }
    return copy
  }
}
