import Mesh
import Terminal

/// A view's graph as a Mermaid flowchart, which Markdown can hold: nodes in a box for each namespace, edges with their traffic,
/// dotted where they are not known to be encrypted throughout, and what is unwell in its colour.
struct MermaidDocument {
  private let caption: MeshCaption
  private let outline: GraphOutline
  private let theme: Theme

  /// - Parameter theme: the colours of what is unwell; that of nothing else, since pages have light and dark backgrounds.
  init(_ view: MeshView, _ theme: Theme = Theme.builtIn("light") ?? .dark) {
    caption = MeshCaption(view)
    outline = GraphOutline(view)
    self.theme = theme
  }

  /// The whole file.
  var text: String {
    var lines = [
      "flowchart LR", "  accTitle: \(Self.line(caption.title))", "  accDescr: \(Self.line(caption.sentence))",
    ]
    for (number, group) in outline.groups.enumerated() {
      let nodes = group.nodes.map { "n\($0 + 1)[\"\(Self.escaped(outline.name(outline.nodes[$0])))\"]" }
      if group.path.isEmpty {
        lines += nodes.map { "  " + $0 }
      } else {
        lines.append("  subgraph g\(number + 1)[\"\(Self.escaped(group.path.joined(separator: "/")))\"]")
        lines += nodes.map { "    " + $0 } + ["  end"]
      }
    }
    for (edge, source, target) in outline.edges {
      let label = Self.escaped(outline.label(edge))
      let arrow = edge.mtls.state == .full ? "-->" : "-.->"
      lines.append("  n\(source + 1) \(arrow)\(label.isEmpty ? "" : "|\"\(label)\"|") n\(target + 1)")
    }
    for health in [Health.degraded, .failing] {
      guard let color = theme[health.role].foreground.hex else { continue }
      let nodes = outline.nodes.indices.filter { outline.nodes[$0].health == health }.map { "n\($0 + 1)" }
      let edges = outline.edges.indices.filter { outline.edges[$0].edge.health == health }.map(String.init)
      if !nodes.isEmpty {
        lines.append("  classDef \(health.rawValue) stroke:\(color),stroke-width:3px")
        lines.append("  class \(nodes.joined(separator: ",")) \(health.rawValue)")
      }
      if !edges.isEmpty { lines.append("  linkStyle \(edges.joined(separator: ",")) stroke:\(color),stroke-width:2px") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text within quotes: what could end them, or be markup, Markdown or a directive, is written by its number.
  private static func escaped(_ text: String) -> String {
    Text.sanitized(text).unicodeScalars.reduce(into: "") { result, scalar in
      if "\"#&<>`;\\{}[]|*_~$".unicodeScalars.contains(scalar) {
        result += "#\(scalar.value);"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  /// A text up to the end of its line, which knows no numbers: what could end it or be a directive is left out.
  private static func line(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        Text.sanitized(text).unicodeScalars.filter { !"#;{}\"<>&`\\".unicodeScalars.contains($0) }))
  }
}
