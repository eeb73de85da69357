import Mesh
import Terminal

/// A view's graph in Graphviz's language: nodes in a box for each namespace, edges with their traffic, coloured by health, solid
/// where encrypted, dotted where wholly or partly plaintext, dashed where that is not known.
struct DotDocument {
  private let caption: MeshCaption
  private let outline: GraphOutline
  private let theme: Theme

  init(_ view: MeshView, _ theme: Theme) {
    caption = MeshCaption(view)
    outline = GraphOutline(view)
    self.theme = theme
  }

  /// The whole file.
  var text: String {
    let ink = theme.page.foreground.hex ?? "#000000"
    let font = ["fontname": "sans-serif", "fontcolor": ink]
    let about = [
      "label": "\(caption.title). \(caption.sentence)", "labelloc": "t", "rankdir": "LR",
      "bgcolor": theme.page.background.hex ?? "#ffffff",
    ]
    var lines = [
      "digraph mesh {", "  graph" + Self.list(font.merging(about) { $1 }),
      "  node" + Self.list(font.merging(["shape": "box", "style": "rounded", "color": ink]) { $1 }),
      "  edge" + Self.list(font.merging(["fontsize": "10"]) { $1 }),
    ]
    for (number, group) in outline.groups.enumerated() {
      let nodes = group.nodes.map(node)
      if group.path.isEmpty {
        lines += nodes.map { "  " + $0 }
      } else {
        let title = ["label": group.path.joined(separator: "/"), "style": "rounded", "color": color(.border)]
        lines += ["  subgraph cluster_\(number + 1) {", "    graph" + Self.list(title)]
        lines += nodes.map { "    " + $0 } + ["  }"]
      }
    }
    lines += outline.edges.map { "  n\($0.source + 1) -> n\($0.target + 1)" + Self.list(look(of: $0.edge)) }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private func node(_ place: Int) -> String {
    let node = outline.nodes[place]
    let look = ["label": outline.name(node), "tooltip": node.id.rawValue, "color": color(node.health.role)]
    return "n\(place + 1)" + Self.list(look)
  }

  private func look(of edge: Edge) -> [String: String] {
    let style =
      switch edge.mtls.state {
      case .full: "solid"
      case .partial, .none: "dotted"
      case .unknown: "dashed"
      }
    return [
      "label": outline.label(edge), "color": color(edge.isUnwell ? edge.health.role : .edge), "style": style,
      "tooltip": "\(edge.source.rawValue) to \(edge.target.rawValue), \(edge.mtls.state.words)",
    ]
  }

  private func color(_ role: Role) -> String { (theme[role].foreground.hex ?? theme.page.foreground.hex) ?? "#000000" }

  /// Attributes, with values in which nothing is an escape of Graphviz's.
  private static func list(_ attributes: [String: String]) -> String {
    let parts = attributes.sorted { $0.key < $1.key }.map { name, value in
      let text = Text.sanitized(value).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "\(name)=\"\(text)\""
    }
    return " [\(parts.joined(separator: ", "))]"
  }
}
