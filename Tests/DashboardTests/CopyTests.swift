import Mesh
import Testing

@testable import Dashboard

@Suite struct CopyTests {
  private func copied(_ effects: [Effect]) -> [String] {
    effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }
  }

  @Test func theNameOrTheRowOfWhatIsChosenIsCopied() {
    var dashboard = TestDashboard()
    dashboard.press("y", "Y")
    #expect(
      copied(dashboard.takeEffects()) == [
        "ingress/gateway", "east/ingress/workload/gateway, healthy, spiffe://cluster.local/ns/ingress/sa/gateway",
      ])
    dashboard.press("]", "y", "Y")
    #expect(
      copied(dashboard.takeEffects()) == [
        "ingress/gateway -> shop/frontend",
        "east/ingress/workload/gateway -> east/shop/workload/frontend, degraded, requests 102/s, errors 0.2%, "
          + "p95 80ms, 1.7MB/s",
      ])
  }

  @Test func whatIsCopiedIsBoundedAndHasNoControlCharacters() {
    let evil = "evil\u{1B}]52;c;x\u{7}\n\u{9B}rm\u{202E}" + String(repeating: "x", count: 10_000)
    var mesh = SampleMesh.shop
    mesh.nodes = [Node(kind: .workload, cluster: "east", namespace: "shop", name: evil, health: .healthy)]
    mesh.edges = []
    var dashboard = TestDashboard(mesh)
    dashboard.press("y", "Y")
    let texts = copied(dashboard.takeEffects())
    #expect(texts.count == 2)
    for text in texts {
      #expect(text.contains("evil"))
      #expect(text.count <= State.longestCopy + 1)
      #expect(!text.unicodeScalars.contains { $0.value < 32 || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}" })
    }
  }
}
