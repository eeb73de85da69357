import Foundation
import Mesh
import Metrics
import Simulation
import TestSupport
import Testing

@testable import Telemetry

@Suite struct ControlPlaneTests {
  /// What must be said of a part with some figures.
  struct Case: Sendable, CustomTestStringConvertible {
    var kind: ControlPlanePart.Kind
    var figures: [ControlPlanePart.Figure: Double]
    var health: Health
    var reason: String
    var testDescription: String { "\(kind) \(figures)" }

    init(
      _ kind: ControlPlanePart.Kind, _ figures: [ControlPlanePart.Figure: Double], _ health: Health,
      _ reason: String = ""
    ) {
      (self.kind, self.figures, self.health, self.reason) = (kind, figures, health, reason)
    }
  }

  static let cases = [
    Case(.istiod, [:], .healthy),
    Case(.istiod, [.rejects: 0, .convergenceP99: 29.9, .rootCertificateDays: 30], .healthy),
    Case(.istiod, [.rejects: 2.2], .degraded, "Proxies refused its configuration 2 times in five minutes."),
    Case(.istiod, [.rejects: 0.4], .degraded, "Proxies refused its configuration 1 time in five minutes."),
    Case(
      .istiod, [.convergenceP99: 30], .degraded, "A change takes 30 s or longer until 99 of 100 proxies know of it."),
    Case(.istiod, [.rootCertificateDays: 29.9], .degraded, "The root certificate expires in 29 days."),
    Case(.istiod, [.rootCertificateDays: 6.9], .failing, "The root certificate expires in 6 days."),
    Case(.istiod, [.rootCertificateDays: 0.5], .failing, "The root certificate expires today."),
    Case(.istiod, [.rootCertificateDays: -1], .failing, "The root certificate has expired."),
    Case(.istiod, [.validationFailures: 1], .degraded, "It refused to validate a resource 1 time in five minutes."),
    Case(.istiod, [.connectedProxies: 0], .degraded, "No proxy is connected to it."),
    Case(.ztunnel, [.pendingProxies: 4, .pendingProxiesThroughout: 0], .healthy),
    Case(
      .ztunnel, [.pendingProxies: 4, .pendingProxiesThroughout: 1], .degraded,
      "1 pod waited for it all of the last five minutes."),
    Case(.ztunnel, [.dnsFailurePercent: 1], .healthy),
    Case(.ztunnel, [.dnsFailurePercent: 2.5], .degraded, "2.5 % of its DNS requests upstream failed."),
    Case(.ztunnel, [.dnsFailurePercent: 50], .failing, "50 % of its DNS requests upstream failed."),
    Case(.ztunnel, [.xdsTerminations: 2.9], .healthy),
    Case(.ztunnel, [.xdsTerminations: 3], .degraded, "Its connection to istiod broke 3 times in five minutes."),
    Case(.cni, [.ready: 1, .ztunnelConnected: 1], .healthy),
    Case(.cni, [.ready: 0], .failing, "It is not ready: new pods on its node do not start."),
    Case(
      .cni, [.ztunnelConnected: 0], .failing,
      "Its node's ztunnel is not connected to it: new pods are not put into the mesh."),
    Case(.cni, [.failedInstalls: 1], .degraded, "Its plugin could not be installed 1 time in five minutes."),
  ]

  private func part(
    _ kind: ControlPlanePart.Kind, _ name: String = "it", versions: [String] = [], instances: Int = 1, up: Int? = 1,
    figures: [ControlPlanePart.Figure: Double] = [:]
  ) -> ControlPlanePart {
    ControlPlanePart(
      ControlPlanePart.ID(kind: kind, namespace: "here", name: name), versions: versions, instances: instances, up: up,
      figures: figures)
  }

  @Test(arguments: cases) func `Figures make health, with a reason`(known: Case) {
    let judged = ControlPlaneRules([part(known.kind, figures: known.figures)]).judged[0]
    #expect(judged.health == known.health)
    #expect(judged.reasons == (known.reason.isEmpty ? [] : [known.reason]))
  }

  private static let replicas: [(instances: Int, up: Int?, health: Health)] = [
    (1, 1, .healthy), (3, 3, .healthy), (3, 2, .degraded), (3, 0, .failing), (0, nil, .degraded), (2, nil, .healthy),
  ]

  @Test(arguments: replicas)
  func `A waypoint is as well as its replicas`(instances: Int, up: Int?, health: Health) {
    #expect(ControlPlaneRules([part(.waypoint, instances: instances, up: up)]).judged[0].health == health)
  }

  @Test(arguments: [ControlPlanePart.Kind.istiod, .ztunnel, .cni])
  func `What cannot be scraped fails`(kind: ControlPlanePart.Kind) {
    let judged = ControlPlaneRules([part(kind, up: 0)]).judged[0]
    #expect(judged.health == .failing)
    #expect(judged.reasons == ["It cannot be scraped: its target is down."])
  }

  @Test(arguments: [
    ("1.27.3", "1.27.0", Health.healthy), ("1.27.3", "1.26.9", .healthy), ("1.26.0", "1.27.0", .degraded),
    ("1.27.3", "1.25.9", .degraded), ("1.24.3", "1.27.3", .degraded), ("2.0.0", "1.27.0", .degraded),
    ("1.27-alpha.abc", "1.25.0-distroless", .degraded), ("custom", "1.25.0", .healthy),
  ])
  func `A proxy of istiod's minor version or the one before is well, others are not`(
    istiod: String, proxy: String, health: Health
  ) {
    for kind in [ControlPlanePart.Kind.ztunnel, .waypoint] {
      let judged = ControlPlaneRules([part(.istiod, versions: [istiod]), part(kind, versions: [proxy])]).judged
      #expect(judged[0].health == .healthy)
      #expect(judged[1].health == health)
    }
  }

  @Test func `The worst comes first, and all is told`() {
    let judged = ControlPlaneRules([part(.istiod, figures: [.rejects: 1, .rootCertificateDays: 2])]).judged[0]
    #expect(judged.health == .failing)
    #expect(judged.reasons.count == 2)
    #expect(judged.reasons[0].contains("root certificate"))
  }

  @Test func `A namespace is no better than its waypoint`() {
    var namespace = part(.namespace, "shop")
    namespace.waypoint = "gate"
    let judged = ControlPlaneRules([part(.waypoint, "gate", instances: 2, up: 0), namespace]).judged
    #expect(judged[1].health == .failing)
    #expect(judged[1].reasons == ["Its waypoint gate is failing."])
  }

  // MARK: The demo

  private func controlPlane(_ set: SeriesSet) async throws -> ControlPlane {
    try await MeshReader(SimulatedSource(name: "", set), TrafficOptions())
      .controlPlane(at: Date(timeIntervalSince1970: 1_790_000_000))
  }

  @Test func `The demo's control plane is whole and well`() async throws {
    let known = try await controlPlane(TestedSetUp.healthy.series())
    #expect(known.parts(of: .istiod).count == 1)
    #expect(known.parts(of: .ztunnel).map(\.node) == ["node-0", "node-1", "node-2"])
    #expect(known.parts(of: .waypoint).map(\.id.namespace) == ["bookinfo", "boutique", "webstore"])
    #expect(known.parts(of: .cni).count == 3)
    #expect(known.parts(of: .namespace).map(\.waypoint) == ["waypoint", "waypoint", "webstore-waypoint"])
    #expect(known.warnings.isEmpty)
    for part in known.parts {
      #expect(part.health == .healthy, "\(part.id)")
      if part.kind != .namespace { #expect(part.versions == ["1.27.3"]) }
    }
    #expect(known.parts(of: .istiod)[0].figures[.connectedProxies] == 8)
    #expect(known.parts(of: .ztunnel).compactMap { $0.figures[.activeProxies] }.reduce(0, +) == 22)
    #expect(known.parts(of: .ztunnel).allSatisfy { ($0.figures[.opened] ?? 0) > 1 })
    #expect(known.parts(of: .waypoint).allSatisfy { ($0.figures[.requests] ?? 0) > 1 && $0.up == 1 })
  }

  @Test func `A waypoint that is scraped twice counts once`() async throws {
    let once = try await controlPlane(TestedSetUp.healthy.series()).parts(of: .waypoint)[0]
    let twice = try await controlPlane(TestedSetUp.waypointTwice.series()).parts(of: .waypoint)[0]
    #expect(twice.instances == 1)
    #expect(twice.figures == once.figures)
  }

  @Test func `A waypoint that nobody scrapes is there, and not well`() async throws {
    for setUp in [TestedSetUp.waypointNotScraped, .oddlyNamedWaypointNotScraped] {
      let known = try await controlPlane(setUp.series())
      let part = try #require(known.parts(of: .waypoint).first { $0.instances == 0 })
      #expect(part.health == .degraded)
      #expect(known.parts(of: .waypoint).count == 3)
    }
  }

  @Test func `What is missing is said, with how to have it scraped`() async throws {
    let known = try await controlPlane(TestedSetUp.empty.series())
    #expect(known.parts.isEmpty)
    #expect(known.warnings.count == 4)
    for word in ["ServiceMonitor", "PodMonitor", "kube-state-metrics"] {
      #expect(known.warnings.contains { $0.contains(word) })
    }
  }
}
