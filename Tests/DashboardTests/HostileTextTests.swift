import Dashboard
import Mesh
import Terminal
import Testing

@Suite struct HostileTextTests {
  private static let names = [
    "\u{1B}[31mred\u{1B}[0m", "\u{7}\u{0}\r\nbell", "\u{202E}gpj.exe", "e\u{301}\u{301}\u{301}\u{301}\u{301}", "漢字漢字漢字",
    "👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "\u{200B}\u{200D}\u{FEFF}", String(repeating: "a", count: 100_000), "\u{9B}2J", "\u{FFFF}", "a/b", " ",
  ]

  @Test func namesOfAnyKindNeverReachTheTerminalRawNorShearTheScreen() {
    for name in Self.names {
      var mesh = SampleMesh.shop
      for index in mesh.nodes.indices {
        mesh.nodes[index].name = name
        mesh.nodes[index].namespace = name
        mesh.nodes[index].app = name
      }
      mesh.source = name
      mesh.warnings = [name]
      for index in mesh.edges.indices {
        mesh.edges[index].services = [name]
        mesh.edges[index].sourcePrincipals = [name]
        mesh.edges[index].http?.responses = [.init(code: name, flags: name, rate: 1)]
      }
      var dashboard = TestDashboard(mesh, width: 110, height: 30)
      for keys in [
        ["tab"], ["]"], ["c"], ["esc", "P"], ["tab", "P"], ["esc", "F"], ["1"], ["esc", "C"], ["i"], ["2"], ["?"],
      ] {
        for key in keys { dashboard.press(key) }
        let frame = dashboard.frame()
        for line in frame.split(separator: "\n") { #expect(displayWidth(of: line) == 110) }
        for scalar in frame.unicodeScalars where scalar != "\n" {
          #expect(
            ![.control, .format, .surrogate, .unassigned].contains(scalar.properties.generalCategory),
            "U+\(String(scalar.value, radix: 16))")
        }
      }
    }
  }
}
