import Foundation
import Mesh
import Simulation
import TestSupport
import Testing
import Yams

@testable import Telemetry

/// Manifests are what is applied to a cluster as it is: one object each, of the kind and in the namespace that is meant.
@Suite struct ManifestTests {
  private static func all(in namespace: String) -> [Finding.Manifest] {
    Manifests.ztunnel(in: namespace) + Manifests.waypoints(in: namespace) + Manifests.istiod(in: namespace)
      + Manifests.telemetry(in: namespace)
      + Manifests.waypoint(ControlPlanePart.ID(kind: .waypoint, namespace: namespace, name: "waypoint"))
  }

  /// The one object of a manifest.
  private func object(_ manifest: Finding.Manifest) throws -> [String: Any] {
    let documents = try Array(Yams.load_all(yaml: manifest.yaml))
    #expect(documents.count == 1, "\(manifest.yaml)")
    return try #require(documents.first as? [String: Any], "\(manifest.yaml)")
  }

  @Test(arguments: ["shop", "a", "1", "123", "0x1f", "1e3", "on", "no", "null", "true", "y", "team-7--x", "7-up"])
  func `Whatever a namespace is called, it is the manifest's as a text`(namespace: String) throws {
    let manifests = Self.all(in: namespace)
    #expect(manifests.count == 8)
    for manifest in manifests {
      let metadata = try #require(try object(manifest)["metadata"] as? [String: Any])
      #expect(metadata["namespace"] as? String == namespace, "\(manifest.yaml)")
    }
  }

  @Test(arguments: [
    "x\n---\nkind: ClusterRoleBinding", "x: y", "Shop", "-a", "a-", "a.b", "a b", "ä", "\u{202E}a", "{}", "#a",
    String(repeating: "a", count: 64),
  ])
  func `What is no name of a namespace is in no manifest`(namespace: String) {
    #expect(Self.all(in: namespace).isEmpty)
    let id = ControlPlanePart.ID(kind: .waypoint, namespace: "shop", name: namespace + "/")
    #expect(Manifests.waypoint(id).isEmpty)
  }

  @Test func `Where a namespace is not known, the usual one is told to be that, and no waypoint is guessed`() throws {
    for namespace in ["", nil] {
      let manifests = Manifests.ztunnel(in: namespace)
      let namespaces = try manifests.map { try object($0)["metadata"] as? [String: Any] }.map {
        $0?["namespace"] as? String
      }
      #expect(namespaces == ["istio-system", "ztunnel"])
      #expect(manifests.allSatisfy { $0.yaml.contains("# or where your ztunnels run") })
    }
    #expect(Manifests.waypoints(in: "").isEmpty)
  }

  @Test(arguments: TestedSetUp.allCases)
  func `What the doctor says to apply can be read, and is of the kinds that mend scraping`(setUp: TestedSetUp)
    async throws
  {
    let source = SimulatedSource(name: "https://prometheus.example", setUp.series())
    let time = Date(timeIntervalSince1970: 1_790_000_000)
    let findings = try await MeshReader(source, TrafficOptions()).findings(at: time, isPresent: false)
    let kinds: Set = ["PodMonitor", "ServiceMonitor", "ConfigMap", "ClusterRoleBinding", "Telemetry", "Gateway"]
    for manifest in findings.flatMap(\.manifests) {
      let object = try object(manifest)
      #expect(kinds.contains(object["kind"] as? String ?? ""))
      #expect((object["metadata"] as? [String: Any])?["name"] is String)
    }
  }
}
