import FaultSupport
import Foundation
import Simulation
import TestSupport
import Testing

/// `meshtop doctor` against a real Prometheus that scraped a mesh badly, or well.
@Suite(
  .serialized,
  .enabled(
    if: PrometheusServer.isInstalled,
    "prometheus and promtool are not on the PATH; on Debian, apt install prometheus brings both"))
struct DoctorCommandTests {
  private static let end = 1_790_000_000.0

  @Test(arguments: TestedSetUp.allCases.filter { $0 != .empty })
  func `Each set-up is named by a real server's answers`(setUp: TestedSetUp) async throws {
    let server = try await PrometheusServer(
      setUp.series(), Date(timeIntervalSince1970: Self.end - 480)...Date(timeIntervalSince1970: Self.end))
    defer { server.stop() }
    let address = server.address.absoluteString
    let outcome = try Program.meshtop("doctor", "--prometheus", address, "--at", "\(Int(Self.end))")
    #expect(outcome.status == (setUp.findings.isEmpty ? 0 : 1), "\(outcome.errors)")
    if setUp.findings.isEmpty { #expect(outcome.output == "All is well.\n") }
    for kind in setUp.findings { #expect(outcome.output.contains("[\(kind), "), "\(outcome.output)") }
    #expect(outcome.output.components(separatedBy: "   Effect:").count - 1 == setUp.findings.count)
  }

  @Test func `A clock that is off is told, and all else is asked by the server's`() throws {
    let offset = -3600.0
    let server = try FakeServer { _, _ in
      FakeServer.Reply(headers: [("Date", Fault.httpDate(Date(timeIntervalSinceNow: offset)))])
    }
    defer { server.stop() }
    let outcome = try Program.meshtop("doctor", "--prometheus", server.url)
    #expect(outcome.status == 1, "\(outcome.errors)")
    let seconds = outcome.output.firstMatch(of: /This machine's clock is ([0-9]+) s ahead of the server's/)?.1
    #expect(abs((Double(seconds ?? "") ?? 0) + offset) < 30, "\(outcome.output)")
    let moments = server.requests.compactMap { $0.parameters["time"].flatMap(Double.init) }
    let last = try #require(moments.last)
    // What is looked for in the server's future is five minutes after its present.
    #expect((-60...360).contains(last - Date().timeIntervalSince1970 - offset), "\(moments)")
  }

  @Test func `A server that cannot be reached is no finding`() throws {
    let outcome = try Program.meshtop("doctor", "--prometheus", "http://127.0.0.1:1")
    #expect(outcome.status == 69)
    #expect(outcome.output.isEmpty)
  }

  @Test func `Findings and the control plane come as JSON, too`() throws {
    let doctor = try Program.meshtop("doctor", "--demo", "--format", "json")
    #expect(doctor.status == 0)
    #expect(doctor.output.contains("\"schema\":\"meshtop.findings/1\",\"findings\":[]"))
    let snapshot = try Program.meshtop("snapshot", "--demo", "--format", "json", "--control-plane")
    #expect(snapshot.output.contains("\"controlPlane\":{\"parts\":[{\"kind\":\"istiod\""))
  }

  @Test func `What runs a mesh is shown from a server, and from a file that tells of it`() throws {
    let folder = try Folder()
    let (file, recording) = ("\(folder.path)/mesh.json", "\(folder.path)/mesh.ndjson")
    let snapshot = try Program.meshtop("snapshot", "--demo", "--format", "json", "--control-plane", "-o", file)
    #expect(snapshot.status == 0)
    let record = try Program.meshtop(
      "record", "--demo", "--control-plane", "-o", recording, "--every", "1s", "--for", "1s")
    #expect(record.status == 0)
    for source in [["--demo"], ["--replay", file], ["--replay", recording]] {
      let screen = try Program.run(
        try Program.built("meshtop"), ["snapshot"] + source + ["--pane", "control-plane", "--width", "120"])
      #expect(screen.output.contains("istiod-6b8d7c-4hx2p"), "\(source): \(screen.output)\(screen.errors)")
    }
    let again = try Program.meshtop("snapshot", "--replay", file, "--format", "json")
    #expect(again.output == folder.text("mesh.json"))
  }

  @Test func `A file that does not tell what runs the mesh says so`() throws {
    let folder = try Folder()
    let file = "\(folder.path)/mesh.json"
    _ = try Program.meshtop("snapshot", "--demo", "--format", "json", "-o", file)
    let screen = try Program.meshtop("snapshot", "--replay", file, "--pane", "control-plane", "--width", "200")
    #expect(screen.output.contains("does not tell of the control plane at this moment."), "\(screen.output)")
  }
}
