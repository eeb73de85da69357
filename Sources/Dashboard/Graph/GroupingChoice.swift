import Layout

/// Lays a graph out with its groups, and chooses how these show where that is left open.
struct GroupingChoice {
  let graph: LayoutGraph
  let options: LayoutOptions
  let isCancelled: () -> Bool

  /// A drawing and how groups show in it.
  typealias Drawn = (drawing: Drawing, grouping: LayoutOptions.Grouping)

  /// The most boxes for which drawings are compared.
  private static let mostNodes = 400
  /// The most outermost groups that lanes can be told apart for.
  private static let mostLanes = 7

  /// Lays the graph out, near to an earlier drawing.
  ///
  /// - Parameters:
  ///   - previous: a drawing of nearly the same graph; how groups show in it is kept.
  ///   - chosen: how they do.
  /// - Returns: nil where `isCancelled` said that it is no longer wanted.
  func drawn(_ grouping: Grouping, like previous: Drawing?, as chosen: LayoutOptions.Grouping?) -> Drawn? {
    switch grouping {
    case .namespace, .cluster: draw(.boxes, like: previous)
    case .lane: draw(.lanes, like: previous)
    case .none: draw(.none, like: previous)
    case .auto: if let previous, let chosen { draw(chosen, like: previous) } else { best() }
    }
  }

  /// Lays the graph out without regard to an earlier drawing, with groups that show in a given way.
  func drawnAnew(as grouping: LayoutOptions.Grouping) -> Drawing? { draw(grouping, like: nil)?.drawing }

  private func draw(_ grouping: LayoutOptions.Grouping, like previous: Drawing?) -> Drawn? {
    var options = options
    options.grouping = grouping
    return layout(graph, options: options, previous: previous, isCancelled: isCancelled).map { ($0, grouping) }
  }

  /// Boxes, or else lanes, where they cost few crossings and not much room.
  private func best() -> Drawn? {
    guard let plain = draw(.none, like: nil) else { return nil }
    let groups = Set(graph.nodes.compactMap(\.group.first)).count
    guard groups > 1, graph.nodes.count <= Self.mostNodes else { return plain }
    for grouping in [LayoutOptions.Grouping.boxes, .lanes] where grouping == .boxes || groups <= Self.mostLanes {
      guard let grouped = draw(grouping, like: nil) else { return nil }
      if isWorthIt(grouped.drawing, instead: plain.drawing) { return grouped }
    }
    return plain
  }

  private func isWorthIt(_ grouped: Drawing, instead plain: Drawing) -> Bool {
    grouped.crossings <= plain.crossings * 5 / 4 + 2
      && grouped.width * grouped.height * 2 <= plain.width * plain.height * 3 + 2000
  }
}
