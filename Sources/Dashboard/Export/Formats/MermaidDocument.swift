import Mesh
import Terminal

/// A view's graph as a Mermaid flowchart, which Markdown can hold: nodes in a box for each namespace, edges with their traffic,
/// dotted where they are not known to be encrypted throughout, and what is unwell in its colour.
///
/// Texts are written for Mermaid 10.5 and later, whose lexer looks for some words and signs even within quotes.
struct MermaidDocument {
  /// The most edges that Mermaid draws, unless a page sets its `maxEdges`.
  static let mostEdges = 500

  private let caption: MeshCaption
  private let outline: GraphOutline

  /// The colours of what is unwell, which stand out of Mermaid's light and dark pages alike; nothing else has a colour.
  private static let colors: [(Health, String)] = [(.degraded, "#d97706"), (.failing, "#f2545b")]

  init(_ view: MeshView) {
    caption = MeshCaption(view)
    outline = GraphOutline(view)
  }

  /// The whole file.
  var text: String {
    var lines = [
      "flowchart LR", "  accTitle: \(Self.line(caption.title))", "  accDescr: \(Self.line(caption.sentence))",
    ]
    if outline.edges.count > Self.mostEdges {
      lines.append("  %% \(outline.edges.count) edges: Mermaid draws \(Self.mostEdges) unless its maxEdges is raised")
    }
    let inner = outline.groupsWithoutOutsideEdges
    for (number, group) in outline.groups.enumerated() {
      let nodes = group.nodes.map { "n\($0 + 1)[\"\(Self.escaped(outline.name(outline.nodes[$0])))\"]" }
      if group.path.isEmpty {
        lines += nodes.map { "  " + $0 }
      } else {
        lines.append("  subgraph g\(number + 1)[\"\(Self.escaped(group.path.joined(separator: "/")))\"]")
        // Mermaid lays boxes that nothing leads to or from out downwards, if not told otherwise; the direction of others
        // would have it end their edges at the border.
        if inner.contains(number) { lines.append("    direction LR") }
        lines += nodes.map { "    " + $0 } + ["  end"]
      }
    }
    for (edge, source, target) in outline.edges {
      let label = outline.label(edge)
      let arrow = edge.mtls.state == .full ? "-->" : "-.->"
      let shown = label.isEmpty ? "" : "|\"\(Self.escaped(label))\"|"
      lines.append("  n\(source + 1) \(arrow)\(shown) n\(target + 1)")
    }
    for (health, color) in Self.colors {
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

  /// A text within quotes: what could end them, or be markup, Markdown, an icon or a directive, is written by its number.
  private static func escaped(_ text: String) -> String {
    let safe = Text.sanitized(text)
    if safe.isEmpty { return " " }
    // This word and what follows it would be taken for a direction.
    let parts = safe.split(separator: "direction", omittingEmptySubsequences: false).map(escapedSigns)
    return parts.joined(separator: "#100;irection")
  }

  private static func escapedSigns(_ text: Substring) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      if "\"#&<>`;:\\{}[]|*_~$".unicodeScalars.contains(scalar) {
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
