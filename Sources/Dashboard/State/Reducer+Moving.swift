import Layout
import Mesh
import Terminal

extension State {
  /// Moves within the details, the graph or the table.
  mutating func move(_ command: Command) {
    if detailRow != nil, moveInDetail(command) { return }
    switch pane {
    case .graph: moveInGraph(command)
    default: moveInList(command)
    }
  }

  /// Chooses a node, and brings it into view.
  ///
  /// Of a node that is gathered in a box, that is the box. One that is not shown is not chosen, and the user is told why.
  mutating func choose(_ node: NodeID) {
    guard let place = view?.place(of: node) else { return sayWhyHidden(node) }
    if place != selection { chosenEdge = nil }
    selection = place
    reveal()
  }

  // MARK: The graph

  private mutating func moveInGraph(_ command: Command) {
    switch command {
    case .moveLeft: step(to: .left)
    case .moveDown: step(to: .down)
    case .moveUp: step(to: .up)
    case .moveRight: step(to: .right)
    case .next: stepInReadingOrder(1)
    case .previous: stepInReadingOrder(-1)
    case .first: if let first = firstNode { choose(first) }
    case .last: if let last = scene?.readingOrder.last { choose(last) }
    case .nextNeighbour: cycle(1)
    case .previousNeighbour: cycle(-1)
    case .findNext: step(1)
    case .findPrevious: step(-1)
    case .open: open()
    case .panLeft: pan(-areas.main.width / 4, 0)
    case .panRight: pan(areas.main.width / 4, 0)
    case .panUp: pan(0, -areas.main.height / 3)
    case .panDown: pan(0, areas.main.height / 3)
    case .pageDown: pan(0, areas.main.height / 2)
    case .pageUp: pan(0, -areas.main.height / 2)
    case .centre: centre()
    case .sortNext, .sortPrevious, .sortReverse: say("That is for tables, which it sorts.", for: 3)
    default: break
    }
  }

  private mutating func step(to side: Drawing.Side) {
    guard let scene else { return }
    guard let selection, let box = scene.box(of: selection) else {
      if let near = middleNode(of: scene, where: { view?.shown.node($0) != nil }) ?? firstNode { choose(near) }
      return
    }
    if let next = scene.drawing.nearestBox(from: box, to: side) { choose(scene.request.nodes[next]) }
  }

  private mutating func stepInReadingOrder(_ by: Int) {
    let order = scene?.readingOrder ?? []
    guard !order.isEmpty else { return }
    let place = selection.flatMap { order.firstIndex(of: $0) } ?? (by > 0 ? -1 : 0)
    choose(order[(place + by + order.count) % order.count])
  }

  /// Chooses the next of the node's edges: first those out of it, then those into it.
  private mutating func cycle(_ by: Int) {
    guard let shown = view?.shown else { return }
    guard let selection else { return sayNothingChosen() }
    let edges = (shown.outbound(selection) + shown.inbound(selection).filter { $0.source != selection }).map(\.id)
    guard !edges.isEmpty else { return say("It has no edges.", for: 3) }
    let place = chosenEdge.flatMap { edges.firstIndex(of: $0) } ?? (by > 0 ? -1 : 0)
    chosenEdge = edges[(place + by + edges.count) % edges.count]
    reveal()
  }

  /// Follows the chosen edge, or goes into the node's details.
  private mutating func open() {
    guard let selection else { return sayNothingChosen() }
    if let edge = chosenEdge {
      trail.append(selection)
      choose(edge.source == selection ? edge.target : edge.source)
    } else if !detailTargets.isEmpty {
      detailRow = 0
    } else {
      say("It has no edges to follow.", for: 3)
    }
  }

  /// The edges whose lines are drawn doubled: the chosen one, else those of the paths that are looked at.
  var doubledEdges: Set<Edge.ID> {
    if let chosenEdge { return [chosenEdge] }
    guard let picture, case .paths = picture.options.scope else { return [] }
    return Set(picture.shown.snapshot.edges.map(\.id))
  }

  // MARK: The viewport

  /// Slides the drawing so that the chosen box is in view or, where nothing is chosen and nothing is seen, the first one.
  mutating func reveal() {
    guard let scene else { return }
    let node = selection ?? (isAnyBoxSeen(of: scene) ? nil : firstNode)
    if let node, let box = scene.box(of: node) {
      let view = areas.main
      // A little of what is around the box belongs to the view.
      let margin = 2
      let rect = reach(of: scene.drawing.boxes[box].rect, from: node, in: scene, margin: margin)
      if rect.x - margin < origin.x { origin.x = rect.x - margin }
      if rect.maxX + margin > origin.x + view.width { origin.x = rect.maxX + margin - view.width }
      if rect.y - margin < origin.y { origin.y = rect.y - margin }
      if rect.maxY + margin > origin.y + view.height { origin.y = rect.maxY + margin - view.height }
      if rect.x < origin.x { origin.x = rect.x }
      if rect.y < origin.y { origin.y = rect.y }
    }
    clampOrigin()
  }

  /// A box and, where one of its edges is chosen, as much of the way to that edge's other end as there is room for.
  private func reach(of rect: Rect, from node: NodeID, in scene: Scene, margin: Int) -> Rect {
    guard let edge = chosenEdge, edge.source == node || edge.target == node,
      let other = scene.box(of: edge.source == node ? edge.target : edge.source).map({ scene.drawing.boxes[$0].rect })
    else { return rect }
    func span(_ start: Int, _ end: Int, _ otherStart: Int, _ otherEnd: Int, _ room: Int) -> (start: Int, length: Int) {
      let (low, high) = (min(start, otherStart), max(end, otherEnd))
      if high - low <= room { return (low, high - low) }
      let length = max(end - start, room)
      return otherStart < start ? (end - length, length) : (start, length)
    }
    let x = span(rect.x, rect.maxX, other.x, other.maxX, areas.main.width - margin)
    let y = span(rect.y, rect.maxY, other.y, other.maxY, areas.main.height - margin)
    return Rect(x: x.start, y: y.start, width: x.length, height: y.length)
  }

  /// Slides to where a new drawing has what the user looks at: the chosen box or, where that is out of view, the box in the
  /// middle of the view. O(boxes).
  mutating func follow(from old: Scene, to new: Scene) {
    func place(_ node: NodeID, _ scene: Scene) -> Rect? { scene.box(of: node).map { scene.drawing.boxes[$0].rect } }
    let isChosenSeen = selection.flatMap { place($0, old) }.map { $0.intersects(viewport) } ?? false
    let anchor = isChosenSeen ? selection : middleNode(of: old) { new.box(of: $0) != nil }
    if let anchor, let before = place(anchor, old), let after = place(anchor, new) {
      origin.x += after.x - before.x
      origin.y += after.y - before.y
    }
    scene = new
    if isChosenSeen { reveal() } else { clampOrigin() }
  }

  /// Whether a box of a scene is in the part that the pane shows.
  func isAnyBoxSeen(of scene: Scene) -> Bool { !scene.drawing.boxes(in: viewport).isEmpty }

  /// The part of the drawing that the pane shows.
  var viewport: Rect { Rect(x: origin.x, y: origin.y, width: areas.main.width, height: areas.main.height) }

  /// Of the nodes in view that are wanted, the one nearest to its middle. O(boxes).
  func middleNode(of scene: Scene, where isWanted: (NodeID) -> Bool) -> NodeID? {
    let view = viewport
    func distance(_ index: Int) -> Int {
      let rect = scene.drawing.boxes[index].rect
      // A cell is about twice as tall as it is wide.
      return abs(2 * rect.x + rect.width - 2 * view.x - view.width)
        + 2 * abs(2 * rect.y + rect.height - 2 * view.y - view.height)
    }
    return scene.drawing.boxes(in: view).filter { isWanted(scene.request.nodes[$0]) }
      .min { distance($0) < distance($1) }.map { scene.request.nodes[$0] }
  }

  mutating func pan(_ x: Int, _ y: Int) {
    origin.x += x
    origin.y += y
    clampOrigin()
  }

  private mutating func centre() {
    guard let selection else { return sayNothingChosen() }
    guard let scene, let box = scene.box(of: selection) else { return }
    let rect = scene.drawing.boxes[box].rect
    origin = Point(
      x: rect.x + rect.width / 2 - areas.main.width / 2, y: rect.y + rect.height / 2 - areas.main.height / 2)
    clampOrigin()
  }

  /// Keeps the drawing in the pane; one that fits is centred.
  private mutating func clampOrigin() {
    guard let drawing = scene?.drawing else { return }
    origin.x = Self.clamped(origin.x, drawing.width, areas.main.width)
    origin.y = Self.clamped(origin.y, drawing.height, areas.main.height)
  }

  private static func clamped(_ origin: Int, _ length: Int, _ view: Int) -> Int {
    // A column or row of air at the sides, also of a drawing that is larger than the pane.
    length + 2 <= view ? -(view - length) / 2 : min(max(-1, origin), length + 1 - view)
  }

  // MARK: The details

  /// The nodes that the details of the chosen node lead to: who calls it, and whom it calls.
  var detailTargets: [NodeID] {
    guard let mesh, let selection else { return [] }
    return mesh.inbound(selection).worstFirst.map(\.source) + mesh.outbound(selection).worstFirst.map(\.target)
  }

  private mutating func moveInDetail(_ command: Command) -> Bool {
    guard let row = detailRow else { return false }
    let targets = detailTargets
    switch command {
    case .moveDown, .next: detailRow = min(row + 1, targets.count - 1)
    case .moveUp, .previous: detailRow = max(0, row - 1)
    case .first: detailRow = 0
    case .last: detailRow = targets.count - 1
    case .open:
      guard targets.indices.contains(row) else { return true }
      let before = selection
      choose(targets[row])
      if let before, before != selection { trail.append(before) }
      detailRow = nil
    default: return false
    }
    return true
  }
}
