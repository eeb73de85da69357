import FoundationEssentials
import Layout
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct PartialAnswerTests {
  private static let warning = "partial response: store 10.0.0.7:10901 did not answer: connection refused"

  private var partial: Snapshot {
    var mesh = SampleMesh.shop
    mesh.warnings = [Self.warning]
    return mesh
  }

  private func header(_ dashboard: TestDashboard) -> String {
    dashboard.frame().split(separator: "\n").first.map(String.init) ?? ""
  }

  @Test(arguments: [200, 120, 80, 60])
  func thePictureIsMarkedAtAnyWidthAndTheStoreIsNamed(width: Int) {
    let dashboard = TestDashboard(partial, width: width, height: 30)
    #expect(header(dashboard).contains("PARTIAL"))
    #expect(dashboard.frame().contains("partial response: store 10.0.0.7"))
  }

  @Test func theMarkGoesWithTheNextWholeAnswer() {
    var dashboard = TestDashboard(partial)
    #expect(header(dashboard).contains("PARTIAL"))
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop))))
    #expect(!header(dashboard).contains("PARTIAL"))
  }

  @Test func otherWarningsAreNoMark() {
    var mesh = SampleMesh.shop
    mesh.warnings = ["PromQL warning: bucket label is missing", "Without latency: it is too slow."]
    #expect(!mesh.isPartial)
    #expect(!header(TestDashboard(mesh)).contains("PARTIAL"))
  }

  @Test func aDocumentIsMarkedAndTellsWhy() throws {
    let request = SceneRequest(partial, SceneRequest.documentOptions)
    let scene = try #require(request.scene(like: nil))
    let lines = TextDocument(MeshIndex(partial), scene, .unicode).text.split(separator: "\n")
    #expect(lines[0].contains("PARTIAL ANSWER"))
    #expect(lines.contains { $0.contains(Self.warning) })
  }
}
