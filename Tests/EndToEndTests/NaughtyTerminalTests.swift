import Foundation
import JSON
import Mesh
import TestSupport
import Testing

/// Naughty label values in a real terminal, by whose own widths of characters the frame must stand.
@Suite("Naughty values in a terminal", .enabled(if: Program.areInstalled("tmux"))) struct NaughtyTerminalTests {
  /// A chain of nodes, each named by a value.
  private static func mesh(_ values: [NaughtyValue]) -> [UInt8] {
    let nodes = values.enumerated().map { index, value in
      Node(
        kind: .workload, cluster: "east", namespace: "n\(index % 2)\(value.text.prefix(50))",
        name: "\(index)\(value.text.prefix(300))", app: value.text, version: value.text, health: .healthy)
    }
    let edges = zip(nodes, nodes.dropFirst()).map { source, target in
      Edge(
        source: source.id, target: target.id, services: [target.name],
        http: RequestTraffic(rate: 5, errorPercent: 0), mtls: MutualTLS(percent: 50),
        sourcePrincipals: [source.name], destinationPrincipals: [target.name], health: .healthy)
    }
    var json = JSONWriter()
    Snapshot(
      time: Date(timeIntervalSince1970: 1_790_000_000), window: .seconds(120), source: "naughty", nodes: nodes,
      edges: edges
    ).write(to: &json)
    return json.bytes
  }

  @Test(arguments: [(80, 24), (200, 50)])
  func theFrameStandsInEveryPane(size: (width: Int, height: Int)) async throws {
    let folder = try Folder()
    let groups = NaughtyValue.groups(of: 20)
    let files = try groups.enumerated().map { index, values in
      try folder.write(String(decoding: Self.mesh(values), as: UTF8.self), to: "\(index).json")
    }
    let terminal = try TmuxTerminal(width: size.width, height: size.height)
    for (file, values) in zip(files, groups) {
      try terminal.command("'\(try Program.built("meshtop"))' --replay '\(file)'")
      try await terminal.wait(forText: "? help")
      for (key, sign) in [
        ("1", "Graph"), ("2", "Edges"), ("3", "Overview"), ("4", "Workloads"), ("5", "Services"), ("6", "Security"),
      ] {
        try terminal.press(key)
        // Trailing blanks are cut, so that the right border is the last character of each row. Edges that lead off the graph
        // have their arrowheads on it.
        try await terminal.wait(for: "\(sign) with its frame whole, showing \(values)") { screen in
          let rows = screen.split(separator: "\n", omittingEmptySubsequences: false).prefix(size.height)
          guard rows.count == size.height, screen.contains(sign) else { return false }
          return rows.allSatisfy { "│├╰╭◀▲▼".contains($0.first ?? " ") && "│┤╯╮▶▲▼".contains($0.last ?? " ") }
        }
      }
      try terminal.press("q")
      try await terminal.wait(for: "the shell") { $0.contains("prompt> ") && !$0.contains("? help") }
      try terminal.command("clear")
    }
  }
}
