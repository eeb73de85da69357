import Foundation
import Metrics
import Simulation
import Telemetry
import Testing

/// What the simulation answers to a question is what a real Prometheus answers to its PromQL.
@Suite(
  .serialized,
  .enabled(
    if: PrometheusServer.isInstalled,
    "prometheus and promtool are not on the PATH; on Debian, apt install prometheus brings both"))
struct SimulationAgainstPrometheusTests {
  private static let end = 1_790_000_000.0

  /// All that is ever asked.
  private func queries(_ source: SimulatedSource, idle: Bool) async throws -> [Query] {
    let options = TrafficOptions(namespaces: ["web*", "bookinfo", "boutique"], includesIdle: idle)
    let survey = try await survey(source)
    let namespaces = try await MeshReader(source, options).namespaceQuery(at: Date(timeIntervalSince1970: Self.end))
    let doctor = try await MeshReader(source, TrafficOptions()).doctorQueries(at: Date(timeIntervalSince1970: Self.end))
      // Rules copied nothing here.
      .filter { $0.name != "copies" }
    return [Survey.query(TrafficOptions())] + TrafficQueries(options, survey, window: .seconds(120)).all + [namespaces]
      + doctor
  }

  private func survey(_ source: SimulatedSource) async throws -> Survey {
    let options = TrafficOptions()
    let answers = await source.answer([Survey.query(options)], at: Date(timeIntervalSince1970: Self.end))
    return Survey(try answers.results[0].get(), answers.strings, options)
  }

  /// The rows of an answer by their labels' values.
  private func rows(_ vector: Vector, _ strings: StringTable) -> [[String]: Double] {
    var rows: [[String]: Double] = [:]
    for row in 0..<vector.count {
      rows[vector.labels.indices.map { strings[vector.cell(row, $0)] }] = vector.values[row]
    }
    return rows
  }

  private func compare(_ set: SeriesSet, lasting seconds: Double, idle: Bool, at times: [Double]) async throws {
    let source = SimulatedSource(name: "simulated", set)
    let server = try await PrometheusServer(
      set, Date(timeIntervalSince1970: Self.end - seconds)...Date(timeIntervalSince1970: Self.end))
    defer { server.stop() }
    let queries = try await queries(source, idle: idle)
    for time in times.map({ Date(timeIntervalSince1970: $0) }) {
      let answers = await source.answer(queries, at: time)
      for (query, result) in zip(queries, answers.results) {
        let simulated = rows(try result.get(), answers.strings)
        var real: [[String]: Double] = [:]
        for row in try await server.ask(query.promQL, at: time) {
          real[query.resultLabels.map { row.metric[$0] ?? "" }] = row.value
        }
        #expect(!real.isEmpty, "\(query.name)")
        // Open connections are the difference of large counters, whose sums differ in their last bits.
        let noise = query.name == "open" ? 1e-5 : 1e-9
        for key in Set(simulated.keys).union(real.keys) {
          let (ours, theirs) = (simulated[key] ?? 0, real[key] ?? 0)
          #expect(abs(ours - theirs) <= max(1e-6 * abs(theirs), noise), "\(query.name) \(key)")
        }
      }
    }
  }

  @Test func `The demo's answers are a real server's`() async throws {
    try await compare(
      DemoMesh.everything().series(), lasting: 720, idle: false, at: [Self.end, Self.end - 7, Self.end - 61.5])
  }

  @Test func `Restarts, delays and second scrapes come out as on a real server, over an hour, too`() async throws {
    var mesh = DemoMesh.everything(seed: 3)
    mesh.calls = mesh.calls.enumerated().filter { $0.offset % 5 == 0 }.map(\.element)
    mesh.faults = [
      "ztunnel/Kubernetes/node-0": .restarted([Self.end - 2000, Self.end - 66]),
      "ztunnel/Kubernetes/node-1": .delayed(17), "boutique/Kubernetes/waypoint": .doubled,
      "webstore/Kubernetes/webstore-waypoint": .restarted([Self.end - 50]),
    ]
    var set = mesh.series()
    // Buckets are most of the bytes, and alike.
    set.series.removeAll { $0.bound != nil && $0.bound != "+Inf" && $0.bound != "25" }
    try await compare(set, lasting: 4000, idle: true, at: [Self.end, Self.end - 40])
  }
}
