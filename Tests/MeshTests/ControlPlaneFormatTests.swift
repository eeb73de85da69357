import FoundationEssentials
import JSON
import TestSupport
import Testing

@testable import Mesh

/// The member `controlPlane` of a snapshot.
@Suite struct ControlPlaneFormatTests {
  private static let time = Date(timeIntervalSince1970: 1_790_000_000)

  private static func part(_ kind: ControlPlanePart.Kind, _ name: String, in namespace: String = "") -> ControlPlanePart
  {
    ControlPlanePart(ControlPlanePart.ID(kind: kind, namespace: namespace, name: name))
  }

  /// A mesh of nothing but a control plane in which all that can be told is told.
  static var whole: Snapshot {
    var istiod = part(.istiod, "istiod-1", in: "istio-system")
    istiod.node = "node-1"
    istiod.versions = ["1.26.1", "1.27.3"]
    (istiod.instances, istiod.up) = (2, 1)
    for (place, figure) in ControlPlanePart.Figure.allCases.enumerated() {
      istiod.figures[figure] = Double(place) + 0.5
    }
    istiod.figures[.rootCertificateDays] = -3
    istiod.breakdowns = [
      .init(.rejects, [.init("type.googleapis.com/envoy.Cluster", 2)]), .init(.connectedProxies, [.init("1.27.3", 40)]),
      .init(.pushes, [.init("cds", 0.25), .init("eds", 0.125)]),
    ]
    (istiod.health, istiod.reasons) = (.failing, ["The root certificate has expired.", "Only 1 of 2 can be scraped."])
    var shop = part(.namespace, "shop")
    shop.waypoint = "waypoint"
    var waypoint = part(.waypoint, "waypoint", in: "shop")
    waypoint.instances = 0
    var snapshot = Snapshot(time: time, window: .seconds(120))
    snapshot.controlPlane = ControlPlane(
      time: time,
      parts: [istiod, part(.ztunnel, "ztunnel-1", in: "ztunnel"), waypoint, part(.cni, "10.0.0.1:15014"), shop],
      warnings: ["No istio-cni is scraped."])
    return snapshot
  }

  private func read(_ controlPlane: String) throws -> ControlPlane? {
    let text = """
      {"schema":"meshtop.snapshot/1","time":"2026-09-21T14:13:20Z","nodes":[],"edges":[],"controlPlane":\(controlPlane)}
      """
    return try #require(try SnapshotFile.snapshots(in: Array(text.utf8)).first).controlPlane
  }

  @Test(arguments: [false, true])
  func `What is written reads back the same`(isPretty: Bool) throws {
    var json = JSONWriter(pretty: isPretty)
    Self.whole.write(to: &json)
    #expect(try SnapshotFile.snapshots(in: json.bytes) == [Self.whole])
  }

  @Test(arguments: [-60, -0.25, 30]) func `Figures of another moment than the mesh's keep theirs`(seconds: Double)
    throws
  {
    var snapshot = Self.whole
    snapshot.controlPlane?.time.addTimeInterval(seconds)
    var json = JSONWriter()
    snapshot.write(to: &json)
    #expect(try SnapshotFile.snapshots(in: json.bytes) == [snapshot])
  }

  @Test func `A mesh of which it was not asked has none`() throws {
    var snapshot = Self.whole
    snapshot.controlPlane = nil
    var json = JSONWriter()
    snapshot.write(to: &json)
    #expect(try SnapshotFile.snapshots(in: json.bytes) == [snapshot])
  }

  @Test(arguments: ["null", "[]", "7", "\"parts\""])
  func `What is no object is none`(text: String) throws { #expect(try read(text) == nil) }

  @Test(arguments: ["{}", #"{"parts":{}}"#, #"{"parts":7,"warnings":"none"}"#])
  func `An object without parts has none`(text: String) throws {
    #expect(try read(text) == ControlPlane(time: Self.time))
  }

  @Test func `Kind and name are enough, and the rest is passed over`() throws {
    let plane = try #require(
      try read(
        """
        {"new":{"deep":[{}]},"warnings":["a",7],"parts":[{"kind":"ztunnel","name":"z","colour":["red"]},7,
          {"kind":"ztunnel"},{"kind":"ztunnel","name":""},{"name":"z"},{"kind":"sidecar","name":"s"},
          {"kind":"ztunnel","name":"z","health":"failing"}]}
        """))
    #expect(plane == ControlPlane(time: Self.time, parts: [Self.part(.ztunnel, "z")], warnings: ["a"]))
  }

  @Test func `Figures that cannot be are left out`() throws {
    let plane = try #require(
      try read(
        """
        {"parts":[{"kind":"istiod","name":"i","instances":-4,"up":1e300,"health":"splendid","versions":"1.27",
          "reasons":[1,"slow"],"node":7,"figures":{"pushes":"many","rejects":1e300,"requests":2,"loops":1},
          "pushesBy":{"cds":1e300,"eds":3,"lds":null},"rejectsBy":[1],"loopsBy":{"a":1},"By":{}}]}
        """))
    var part = Self.part(.istiod, "i")
    part.reasons = ["slow"]
    part.figures = [.requests: 2]
    part.breakdowns = [.init(.pushes, [.init("eds", 3)])]
    #expect(plane.parts == [part])
  }

  @Test func `Damaged files end in a sentence`() {
    var json = JSONWriter()
    Self.whole.write(to: &json)
    var random = SplitMix64(seed: 11)
    for _ in 0..<5000 {
      var bytes = json.bytes
      for _ in 0...(Int(random.next() % 3)) {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() & 255)
      }
      do {
        _ = try SnapshotFile.snapshots(in: bytes)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}
