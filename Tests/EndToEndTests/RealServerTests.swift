import Foundation
import Testing

@Suite(
  "A real Prometheus", .serialized, .timeLimit(.minutes(3)),
  .enabled(if: Program.areInstalled("prometheus", "promtool"), "prometheus is not installed; apt install prometheus"))
struct RealServerTests {
  @Test("the demo's graph is the same from a real Prometheus, edge by edge")
  func sameGraph() async throws {
    let server = try await RealPrometheus()
    for (time, window) in [(RealPrometheus.end, "2m"), (RealPrometheus.end - 195, "5m")] {
      let arguments = ["snapshot", "--at", "\(time)", "--window", window, "--format", "json"]
      let program = try Program.built("meshtop")
      let real = try Program.run(program, arguments + ["--prometheus", server.url])
      let simulated = try Program.run(program, arguments + ["--demo"])
      #expect(real.status == 0, "\(real.errors)")
      let (left, right) = (try SnapshotDocument(real.output), try SnapshotDocument(simulated.output))
      #expect(left.time == right.time)
      #expect(right.edges.count > 30)
      #expect(left.nodes.map(\.id) == right.nodes.map(\.id))
      #expect(left.nodes.map(\.health) == right.nodes.map(\.health))
      #expect(left.edges.map(\.name) == right.edges.map(\.name))
      for (real, demo) in zip(left.edges, right.edges) {
        #expect(real.services == demo.services, "\(demo.name)")
        #expect(real.mtls.state == demo.mtls.state, "\(demo.name)")
        #expect(real.health == demo.health, "\(demo.name)")
        #expect(real.sourcePrincipals == demo.sourcePrincipals, "\(demo.name)")
        #expect(real.destinationPrincipals == demo.destinationPrincipals, "\(demo.name)")
        #expect(real.figures.keys.sorted() == demo.figures.keys.sorted(), "\(demo.name)")
        for (figure, value) in demo.figures {
          let other = real.figures[figure] ?? .nan
          // Counters of open connections are differences of large sums.
          #expect(abs(other - value) <= 0.02 * abs(value) + 1e-4, "\(demo.name) \(figure): \(other), not \(value)")
        }
      }
    }
  }

  @Test("namespaces and graph types limit and fold the mesh of a real server as they do the demo's")
  func options() async throws {
    let server = try await RealPrometheus()
    for options in [
      ["--namespace", "boutique"], ["--graph", "app"], ["--graph", "service"], ["--waypoints", "show"], ["--idle"],
    ] {
      let arguments = ["snapshot", "--at", "\(RealPrometheus.end)", "--format", "json"] + options
      let program = try Program.built("meshtop")
      let real = try Program.run(program, arguments + ["--prometheus", server.url])
      let simulated = try Program.run(program, arguments + ["--demo"])
      #expect(real.status == 0, "\(options): \(real.errors)")
      #expect(simulated.status == 0, "\(options): \(simulated.errors)")
      guard real.status == 0, simulated.status == 0 else { continue }
      let (left, right) = (try SnapshotDocument(real.output), try SnapshotDocument(simulated.output))
      #expect(!left.edges.isEmpty)
      // The server has ten minutes, of which the hour's idle edges may lack some.
      if options != ["--idle"] { #expect(left.edges.map(\.name) == right.edges.map(\.name), "\(options)") }
    }
  }

  @Test("a moment without any report is an empty mesh and no failure")
  func empty() async throws {
    let server = try await RealPrometheus()
    let outcome = try Program.meshtop("snapshot", "--prometheus", server.url, "--at", "1700000000", "--format", "json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try SnapshotDocument(outcome.output).edges.isEmpty)
  }
}
