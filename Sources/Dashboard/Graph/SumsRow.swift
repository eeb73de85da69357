import Mesh
import Terminal

/// The second row in the box of a collapsed group: how many nodes it stands for, and their traffic.
enum SumsRow {
  /// The width of the longest rate.
  private static let figure = 6

  /// The height of a node's box, borders included.
  static func height(_ node: Node) -> Int { has(node) ? 4 : 3 }

  /// The least width of a node's box, borders included, whatever its figures are.
  static func width(_ node: Node) -> Int { has(node) ? 4 + 2 + count(node).count + 1 + figure : 0 }

  /// Draws the row into the node's box, where it has one.
  static func draw(_ node: Node, in rect: CellRect, on canvas: inout Canvas, _ look: Look) {
    guard has(node), let totals = node.gathering?.totals else { return }
    // Under the name, which stands in the middle row or the one above the middle.
    let y = min(rect.y + (rect.height - 1) / 2 + 1, rect.maxY - 2)
    let inner = rect.inset(x: 2, y: 0)
    let state = totals.mtls.state
    if totals.edges > 0 { canvas.put(look.glyphs.lock(state), x: inner.x, y: y, style: look.theme[state.role]) }
    canvas.write(count(node), x: inner.x + 2, y: y, width: inner.width - 2, style: look.theme[.dim])
    let text = totals.hasRequests ? Figures.rate(totals.requests) : totals.edges > 0 ? Figures.bytes(totals.bytes) : ""
    let width = min(displayWidth(of: text), max(0, inner.width - 3 - count(node).count))
    canvas.write(text, x: inner.maxX - width, y: y, width: width, style: look.theme[.label])
  }

  private static func has(_ node: Node) -> Bool { node.gathering.map { !$0.isFold } ?? false }

  private static func count(_ node: Node) -> String { Figures.count(node.gathering?.count ?? 0, "node") }
}
