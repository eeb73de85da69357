import Foundation
import Mesh
import Metrics
import Simulation
import TestSupport
import Testing

@testable import Telemetry

/// Each way in which a mesh can be scraped badly is named, and nothing else is.
@Suite struct DoctorTests {
  private static let time = Date(timeIntervalSince1970: 1_790_000_000)

  private func findings(
    _ set: SeriesSet, at time: Date = time, name: String = "https://prometheus.example", isPresent: Bool = false
  ) async throws -> [Finding] {
    try await MeshReader(SimulatedSource(name: name, set), TrafficOptions()).findings(at: time, isPresent: isPresent)
  }

  @Test(arguments: TestedSetUp.allCases)
  func `What is wrong is named, and nothing else`(setUp: TestedSetUp) async throws {
    let findings = try await findings(setUp.series())
    #expect(findings.map(\.kind.rawValue) == setUp.findings)
    let text = findings.map { "\($0)" }.joined()
    for name in setUp.named { #expect(text.contains(name), "\(name)") }
    for finding in findings {
      #expect(!finding.evidence.isEmpty && !finding.effect.isEmpty && !finding.remedy.isEmpty)
    }
  }

  @Test(arguments: [SimulatedMesh.ScrapeStyle.podMonitor, .upstream, .bare])
  func `A mesh that is scraped well is all well, whatever its labels`(style: SimulatedMesh.ScrapeStyle) async throws {
    var mesh = DemoMesh.everything()
    mesh.scrapeStyle = style
    #expect(try await findings(mesh.series()).map(\.kind) == [])
  }

  @Test func `Ten and five questions are asked however large the mesh is`() async throws {
    let source = CountingSource(SimulatedSource(name: "", DemoMesh.everything().series()))
    let reader = MeshReader(source, TrafficOptions())
    _ = try await reader.controlPlane(at: Self.time)
    #expect(source.batches == [1, 8, 2])
    _ = try await reader.findings(at: Self.time, isPresent: true)
    #expect(source.batches.dropFirst(3) == [11, 2, 1, 1])
  }

  @Test func `A clock that is behind is told where the source has samples of later`() async throws {
    let findings = try await findings(TestedSetUp.healthy.series(), isPresent: true)
    #expect(findings.map(\.kind) == [.clockOff])
    #expect(findings[0].problem.hasPrefix("Samples are "))
  }

  @Test(arguments: [-600.0, 600]) func `A clock that the server's answers show to be off is told beside all else`(
    offset: Double
  ) async throws {
    func findings(_ setUp: TestedSetUp, isPresent: Bool = true) async throws -> [Finding] {
      let source = OffsetSource(source: SimulatedSource(name: "", setUp.series()), clockOffset: .seconds(offset))
      return try await MeshReader(source, TrafficOptions()).findings(at: Self.time, isPresent: isPresent)
        .filter { !$0.problem.hasPrefix("Samples are") }
    }
    let healthy = try await findings(.healthy)
    #expect(healthy.map(\.kind) == [.clockOff])
    #expect(healthy[0].problem == "This machine's clock is 600 s \(offset < 0 ? "ahead of" : "behind") the server's.")
    #expect(try await findings(.empty).last?.kind == .clockOff)
    #expect(try await findings(.healthy, isPresent: false).isEmpty)
  }

  @Test func `Several things that are wrong are all named, the worst first`() async throws {
    var set = TestedSetUp.skew.series()
    let istiod = set.targets.firstIndex { $0.name.hasPrefix("istiod") }
    set.series.removeAll { $0.target == istiod && $0.metric != "istio_build" && $0.metric != "up" }
    let waypoint = set.targets.firstIndex { $0.name == "boutique/Kubernetes/waypoint" }
    set.series.removeAll { $0.target == waypoint && $0.metric != "up" }
    #expect(try await findings(set).map(\.kind) == [.waypointWrongPath, .versionSkew])
  }

  /// A set-up in which what a label of targets holds is another.
  private func relabelled(
    _ setUp: TestedSetUp, _ name: String, to value: String?, where isMeant: (String) -> Bool
  ) -> SeriesSet {
    var set = setUp.series()
    for place in set.targets.indices where isMeant(set.targets[place].name) {
      set.targets[place].labels.removeAll { $0.name == name }
      if let value { set.targets[place].labels.append(Label(name, value)) }
    }
    return set
  }

  /// The manifests of what is found of a kind: kind, name and namespace.
  private func manifests(_ kind: Finding.Kind, _ set: SeriesSet) async throws -> [String] {
    let yaml = try await findings(set).filter { $0.kind == kind }.flatMap(\.manifests).map(\.yaml)
    return yaml.map { text in
      let lines = text.split(separator: "\n")
      func value(_ key: String) -> Substring { lines.first { $0.contains("\(key): ") }?.split(separator: " ")[1] ?? "" }
      return "\(value("kind")) \(value("  name")) \(value("namespace"))"
    }
  }

  @Test func `A manifest is for the namespace in which what it mends is scraped`() async throws {
    func isZtunnel(_ name: String) -> Bool { name.hasPrefix("ztunnel") }
    var slow = relabelled(.slow, "namespace", to: "mesh-zt", where: isZtunnel)
    let kubernetes = Set(slow.targets.indices.filter { slow.targets[$0].name.hasPrefix("kube-state") })
    slow.series.removeAll { kubernetes.contains($0.target) || $0.metric.hasPrefix("kube_") }
    slow.series.removeAll { slow.targets[$0.target].name.hasSuffix("waypoint") }
    #expect(try await manifests(.slowIntervals, slow) == ["PodMonitor ztunnel mesh-zt", "PodMonitor ztunnel mesh-zt"])
    let other = relabelled(.otherPrometheus, "prometheus", to: "istio-system/mesh") {
      isZtunnel($0) || $0 == "bookinfo/Kubernetes/waypoint"
    }
    let zone = other.targets.first { isZtunnel($0.name) }?.labels.first { $0.name == "namespace" }?.value ?? ""
    #expect(
      try await manifests(.otherPrometheus, other) == ["PodMonitor ztunnel \(zone)", "PodMonitor waypoints bookinfo"])
  }

  @Test func `Where the label namespace is missing or is no name, nothing is guessed from it`() async throws {
    let none = relabelled(.waypointDown, "namespace", to: nil) { $0 == "bookinfo/Kubernetes/waypoint" }
    let found = try await findings(none)
    #expect(found.first { $0.kind == .waypointDown }?.problem.contains("waypoint cannot be scraped") == true)
    #expect(found.filter { $0.kind == .waypointDown }.allSatisfy { $0.manifests.isEmpty })
    let odd = relabelled(.ztunnelDown, "namespace", to: "x\n---\nkind: ClusterRoleBinding") { $0.hasPrefix("ztunnel") }
    for finding in try await findings(odd) {
      for manifest in finding.manifests { #expect(!manifest.yaml.contains("ClusterRoleBinding")) }
    }
  }

  @Test func `The tenancy port is known by its number, too`() async throws {
    var set = TestedSetUp.healthy.series()
    let kept = Set(set.targets.indices.filter { set.targets[$0].labels.contains(Label("namespace", "bookinfo")) })
    set.series.removeAll { !kept.contains($0.target) }
    let here = try await findings(set, name: "https://thanos-querier.openshift-monitoring.svc:9092")
    #expect(here.map(\.kind) == [.tenancyPort])
    #expect(try await findings(set).map(\.kind) == [.noZtunnelTargets, .noIstiodTargets])
  }

  @Test func `Where one namespace is asked for, that is what is wrong`() async throws {
    let source = OffsetSource(
      source: SimulatedSource(name: "", TestedSetUp.empty.series()), clockOffset: .zero, tenant: "payroll")
    let findings = try await MeshReader(source, TrafficOptions()).findings(at: Self.time, isPresent: false)
    #expect(findings.map(\.kind) == [.tenancyPort])
    #expect(findings[0].evidence[0].contains("--tenant payroll"))
  }

  @Test func `What the server refuses is said, and nothing is made of it`() async throws {
    let refusing = RefusingSource(
      SimulatedSource(name: "", TestedSetUp.noZtunnels.series()), refusing: ["targets", "kubernetes"])
    let findings = try await MeshReader(refusing, TrafficOptions()).findings(at: Self.time, isPresent: false)
    #expect(findings.map(\.kind) == [.notAnswered])
    #expect(findings[0].evidence.count == 2)
  }

  @Test func `A server that refuses all is an error`() async throws {
    let refusing = RefusingSource(SimulatedSource(name: "", TestedSetUp.healthy.series()), refusing: nil)
    await #expect(throws: SourceError.self) {
      try await MeshReader(refusing, TrafficOptions()).findings(at: Self.time, isPresent: false)
    }
  }
}

/// A source whose clock is not this machine's.
private struct OffsetSource: MetricsSource {
  let source: SimulatedSource
  let clockOffset: Duration
  var tenant: String?
  var name: String { "offset" }

  func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> { await source.answer(queries, at: time) }

  func answer(_ queries: [Query], from start: Date, to end: Date, step: Duration) async -> Answers<Matrix> {
    await source.answer(queries, from: start, to: end, step: step)
  }
}

/// Refuses questions by their names; all where none are named.
private struct RefusingSource: MetricsSource {
  let source: SimulatedSource
  let names: Set<String>?
  var name: String { "refusing" }

  init(_ source: SimulatedSource, refusing names: Set<String>?) {
    self.source = source
    self.names = names
  }

  func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> {
    var answers = await source.answer(queries, at: time)
    for (place, query) in queries.enumerated() where names?.contains(query.name) ?? true {
      answers.results[place] = .failure(SourceError(.refused, problem: "It is too much.", remedy: "Ask less."))
    }
    return answers
  }

  func answer(_ queries: [Query], from start: Date, to end: Date, step: Duration) async -> Answers<Matrix> {
    await source.answer(queries, from: start, to: end, step: step)
  }
}
