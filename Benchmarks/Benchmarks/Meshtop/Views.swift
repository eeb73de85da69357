import Benchmark
import Dashboard
import FoundationEssentials
import Mesh
import Terminal

/// How long the main thread takes to work out what is shown of 2,000 nodes and 10,000 edges, on a key or an answer.
func viewBenchmarks() {
  var configuration = Benchmark.defaultConfiguration
  configuration.timeUnits = .microseconds
  var marked = ViewOptions(collapse: .auto, foldsLeaves: true)
  marked.marksSinks = true
  let all: [(String, ViewOptions)] = [
    ("all of it", ViewOptions()),
    ("collapsed", ViewOptions(collapse: .auto, foldsLeaves: true)),
    ("leaves folded", ViewOptions(foldsLeaves: true)),
    ("collapsed, with marks", marked),
    ("a focus", ViewOptions(collapse: .auto, foldsLeaves: true, scope: .focus(.service(1000), .around(hops: 2)))),
    ("paths", ViewOptions(collapse: .auto, foldsLeaves: true, scope: .paths(from: .service(10), to: .service(1990)))),
  ]
  for (name, options) in all {
    Benchmark("View 2,000 nodes, \(name)", configuration: configuration) { (benchmark, mesh: MeshIndex) in
      for _ in benchmark.scaledIterations { blackHole(MeshView(mesh, options)) }
    } setup: {
      MeshIndex(.tiers(nodes: 2000, edges: 10_000))
    }
  }
}

extension NodeID {
  /// A service of a generated mesh of 40 namespaces.
  fileprivate static func service(_ number: Int) -> NodeID {
    NodeID(cluster: "c", namespace: "team-\(number % 40)", kind: .workload, name: "service-\(number)")
  }
}

extension Snapshot {
  /// Services of 40 namespaces that call one another, with all figures that an edge can have.
  fileprivate static func tiers(nodes: Int, edges: Int) -> Snapshot {
    var random = SplitMix64(seed: 5)
    var known: [Edge.ID: Edge] = [:]
    while known.count < edges {
      let source = random.below(nodes)
      let target = random.below(20) == 0 ? random.below(8) : random.below(nodes)
      guard source != target else { continue }
      let rate = Double(random.below(400)) / 4
      let edge = Edge(
        source: .service(source), target: .service(target), services: ["service-\(target)"],
        http: RequestTraffic(
          rate: rate, errorPercent: 1, latency: Latency(average: 10, p50: 8, p95: 40, p99: 90),
          responses: [
            .init(code: "200", flags: "-", rate: rate * 0.99), .init(code: "503", flags: "UF", rate: rate * 0.01),
          ]),
        tcp: TCPTraffic(requestBytes: 1000, responseBytes: 5000, opened: 1, closed: 1),
        mtls: MutualTLS(percent: 100), sourcePrincipals: ["spiffe://cluster.local/ns/team/sa/service-\(source)"],
        destinationPrincipals: ["spiffe://cluster.local/ns/team/sa/service-\(target)"], health: .healthy)
      known[edge.id] = edge
    }
    let services = (0..<nodes).map { number in
      Node(kind: .workload, cluster: "c", namespace: "team-\(number % 40)", name: "service-\(number)", health: .healthy)
    }
    return Snapshot(
      time: moment, window: .seconds(120), nodes: services.sorted { $0.id < $1.id },
      edges: known.values.sorted { $0.id < $1.id })
  }
}
