import FoundationEssentials
import Mesh
import Terminal
import TestSupport
import Testing

@testable import Dashboard

/// Random keys, mouse events, sizes and snapshots: whatever happens, there is a whole screen.
@Suite struct DashboardFuzzTests {
  /// The shop and a crowd, of which some are missing.
  private static func mesh(_ random: inout SplitMix64, at time: Date) -> Snapshot {
    var mesh = SampleMesh.shop
    mesh.time = time
    let crowd = (0..<20).map { "crowd-\($0)-with-a-name-that-is-longer-than-a-box-\($0 % 3)-v\($0 % 2)" }
    for (index, name) in crowd.enumerated() {
      mesh.nodes.append(
        Node(
          kind: .workload, cluster: index % 5 == 0 ? "west" : "east", namespace: "n\(index % 4)", name: name,
          health: Health.allCases.randomElement(using: &random) ?? .idle))
    }
    for _ in 0..<30 {
      guard let source = mesh.nodes.randomElement(using: &random), let target = mesh.nodes.randomElement(using: &random)
      else { continue }
      if mesh.edges.contains(where: { $0.source == source.id && $0.target == target.id }) { continue }
      mesh.edges.append(
        Edge(
          source: source.id, target: target.id, http: RequestTraffic(rate: 10, errorPercent: 1),
          mtls: [.unknown, MutualTLS(percent: 0), MutualTLS(percent: 100)].randomElement(using: &random) ?? .unknown,
          health: Health.allCases.randomElement(using: &random) ?? .idle))
    }
    if Int.random(in: 0..<10, using: &random) == 0 { mesh.nodes = [] }
    mesh.nodes.removeAll { _ in Int.random(in: 0..<6, using: &random) == 0 }
    let left = Set(mesh.nodes.map(\.id))
    mesh.edges.removeAll { !left.contains($0.source) || !left.contains($0.target) }
    return mesh
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func everyStateHasAWholeScreen(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var dashboard = TestDashboard(width: 120, height: 40)
    let keys = KeyMap.standard.bindings.filter { ![.quit, .quitAtOnce, .suspend].contains($0.command) }.flatMap(\.keys)
    var size = (width: 120, height: 40)
    for step in 0..<200 {
      switch Int.random(in: 0..<20, using: &random) {
      case 0:
        size = (Int.random(in: 1...220, using: &random), Int.random(in: 1...60, using: &random))
        dashboard.send(.resized(width: size.width, height: size.height))
      case 1, 2:
        dashboard.now.addTimeInterval([1, 15, 400].randomElement(using: &random) ?? 1)
        dashboard.send(.arrived(.success(MeshIndex(Self.mesh(&random, at: dashboard.now)))))
      case 3: dashboard.send(.arrived(.failure(Failure(problem: "Down."))))
      case 4...8:
        let kinds: [MouseEvent.Kind] = [.press, .drag, .release, .wheelUp, .wheelDown, .wheelLeft, .wheelRight]
        dashboard.send(
          .mouse(
            MouseEvent(
              x: Int.random(in: 0...240, using: &random), y: Int.random(in: 0...70, using: &random),
              kind: kinds.randomElement(using: &random) ?? .press, button: .left,
              modifiers: Bool.random(using: &random) ? [] : .shift)))
      case 9, 10:
        let snapshots = [-60, 0].map { Self.mesh(&random, at: dashboard.now.addingTimeInterval($0)) }
        if let subject = dashboard.state.subject { dashboard.send(.remembered(History(of: subject, in: snapshots))) }
        let asked = dashboard.state.trendsWish?.asked ?? dashboard.now
        dashboard.send(.trendsRead(NamespaceTrends(of: asked, in: snapshots)))
      case 11: dashboard.type(["a", "crowd", "redis", "?"].randomElement(using: &random) ?? "")
      default: dashboard.press(keys.randomElement(using: &random) ?? "esc")
      }
      for glyphs in [GlyphSet.emoji, .ascii] where step % 3 == 0 {
        let lines = dashboard.frame(glyphs).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count == size.height)
        let isASCII = lines.allSatisfy { $0.allSatisfy(\.isASCII) }
        #expect(isASCII || !glyphs.isASCII)
        guard size.width >= Areas.leastWidth, size.height >= Areas.leastHeight else { continue }
        for line in lines { #expect(displayWidth(of: line) == size.width, "step \(step)") }
      }
    }
  }
}
