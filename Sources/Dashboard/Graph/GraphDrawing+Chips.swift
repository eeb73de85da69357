import Layout
import Mesh
import Terminal

/// Tells at the border of the view with whom lines go on that lead off it.
struct Chip {
  /// Where the lines leave the view.
  var side: Drawing.Side
  var cell: Point
  /// Who is at their other ends, the one that matters most first.
  var others: [(node: NodeID, name: String, health: Health)]
}

extension GraphDrawing {
  /// The most cells that a name takes on a chip.
  private static let longestName = 18

  /// How many cells a name is cut to, and how far a chip moves along the border, where it has no room.
  private static let rooms = [longestName, 8]
  private static let moves = [0, 1, -1, 2, -2]

  /// Draws where the chosen box's edges lead off the view, and to whom.
  func drawChips(on canvas: inout Canvas, _ viewport: Rect, _ shift: Shift) {
    for (chip, place, room) in placedChips(viewport, shift) {
      canvas.write(spans(chip, room: room), x: place.x, y: place.y, width: place.width, look)
    }
  }

  /// The chips with their cells on the canvas and the room for a name: over lines, but over no box, label or other chip.
  func placedChips(_ viewport: Rect, _ shift: Shift) -> [(chip: Chip, place: CellRect, room: Int)] {
    guard let selection, let box = scene.box(of: selection), scene.drawing.boxes[box].rect.intersects(viewport) else {
      return []
    }
    let view = shift(viewport)
    var taken = scene.drawing.boxes(in: viewport).map { shift(scene.drawing.boxes[$0].rect) }
    taken += scene.lines.labels(in: viewport).map { shift($0.rect) }
    var placed: [(Chip, CellRect, Int)] = []
    for chip in chips(of: selection, viewport) {
      for room in Self.rooms {
        let width = spans(chip, room: room).width
        let places = Self.moves.lazy.map { place(chip, width: width, moved: $0, in: view, shift) }
        let free = places.first { place in
          view.intersection(place) == place && !taken.contains { $0.intersects(place) }
        }
        guard let free else { continue }
        placed.append((chip, free, room))
        taken.append(free)
        break
      }
    }
    return placed
  }

  /// What to tell at the border of a view: for each place at which lines of a node leave it, the ends that are out of view.
  func chips(of node: NodeID, _ viewport: Rect) -> [Chip] {
    var chips: [Chip] = []
    let edges = mesh.outbound(node) + mesh.inbound(node)
    let order = edges.sorted { ($1.health, $1.requestRate ?? 0, $0.id) < ($0.health, $0.requestRate ?? 0, $1.id) }
    var seen: Set<NodeID> = []
    for edge in order {
      let other = edge.source == node ? edge.target : edge.source
      guard draws(edge.id), let box = scene.box(of: other), !scene.drawing.boxes[box].rect.intersects(viewport),
        let route = scene.route(of: edge.id), seen.insert(other).inserted
      else { continue }
      let points = scene.drawing.routes[route].points
      guard let exit = Self.exit(edge.source == node ? points : points.reversed(), viewport) else { continue }
      let end = (node: other, name: scene.request.texts[box], health: edge.health)
      // Above and below there is one row, and neighbouring lines have no room for chips of their own.
      let isRow = exit.side == .up || exit.side == .down
      let near = chips.firstIndex {
        $0.side == exit.side && ($0.cell == exit.cell || isRow && abs($0.cell.x - exit.cell.x) < Self.longestName + 8)
      }
      if let near {
        chips[near].others.append(end)
      } else {
        chips.append(Chip(side: exit.side, cell: exit.cell, others: [end]))
      }
    }
    return chips
  }

  /// Where a line that begins in a view first leaves it.
  private static func exit(_ points: [Point], _ viewport: Rect) -> (side: Drawing.Side, cell: Point)? {
    func clamped(_ point: Point) -> Point {
      Point(
        x: min(max(point.x, viewport.x), viewport.maxX - 1), y: min(max(point.y, viewport.y), viewport.maxY - 1))
    }
    for point in points where !viewport.contains(point) {
      let side: Drawing.Side =
        point.x >= viewport.maxX ? .right : point.x < viewport.x ? .left : point.y < viewport.y ? .up : .down
      return (side, clamped(point))
    }
    return nil
  }

  private func spans(_ chip: Chip, room: Int) -> [Span] {
    let glyphs = look.glyphs
    guard let first = chip.others.first else { return [] }
    let isUnwell = first.health == .degraded || first.health == .failing
    let name = Text.cutMiddle(first.name, to: room, ellipsis: glyphs.ellipsis)
    let mark = isUnwell ? [Span("\(glyphs.mark(first.health)) ", first.health.role)] : []
    let more = chip.others.count > 1 ? [Span(" +\(chip.others.count - 1)", .dim)] : []
    let text = mark + [Span(name, isUnwell ? first.health.role : .nodeNeighbour)] + more
    func arrow(_ sign: Character) -> Span { Span(String(sign), .accent) }
    switch chip.side {
    case .left: return [arrow(glyphs.arrowLeft), Span(" ")] + text + [Span(" ")]
    case .right: return [Span(" ")] + text + [Span(" "), arrow(glyphs.arrowRight)]
    case .up: return [Span(" "), arrow(glyphs.arrowUp), Span(" ")] + text + [Span(" ")]
    case .down: return [Span(" "), arrow(glyphs.arrowDown), Span(" ")] + text + [Span(" ")]
    }
  }

  /// The cells of a chip on the canvas: at the border, at the line or a little beside it.
  private func place(_ chip: Chip, width: Int, moved by: Int, in view: CellRect, _ shift: Shift) -> CellRect {
    var x = view.x
    var y = chip.cell.y + shift.y
    switch chip.side {
    case .left: y += by
    case .right:
      x = view.maxX - width
      y += by
    case .up, .down: x = min(max(view.x, chip.cell.x + shift.x - 1 + by * 6), view.maxX - width)
    }
    var place = CellRect(x: x, y: y, width: width, height: 1)
    if let covered, place.intersects(covered) { place.x = chip.side == .left ? covered.maxX : covered.x - width }
    return place
  }
}
