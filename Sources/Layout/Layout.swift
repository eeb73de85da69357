/// Places the boxes of a graph and routes its edges, in cells.
///
/// The same graph, options and previous drawing give the same drawing, whatever the order of nodes and edges.
///
/// - Parameters:
///   - graph: the boxes and calls. Edges without both ends are left out; their routes have no points.
///   - options: how to draw.
///   - previous: a drawing of nearly the same graph, with the same options, to stay close to.
public func layout(
  _ graph: LayoutGraph, options: LayoutOptions = LayoutOptions(), previous: Drawing? = nil
) -> Drawing {
  layout(graph, options: options, previous: previous, isCancelled: { false }) ?? .empty
}

/// Places the boxes of a graph and routes its edges, unless that is no longer wanted.
///
/// - Parameter isCancelled: is asked now and then, between steps of the work.
/// - Returns: the drawing; nil where `isCancelled` said yes.
public func layout(
  _ graph: LayoutGraph, options: LayoutOptions, previous: Drawing?, isCancelled: @escaping () -> Bool
) -> Drawing? {
  let topology = Topology(graph)
  var composition = Composition(graph: graph, topology: topology, options: options, previous: previous)
  for part in composition.parts() {
    if isCancelled() { return nil }
    let flow = composition.flowGraph(of: part.nodes)
    let frame = FrameLayout(graph: flow, options: options, isCancelled: isCancelled)
    composition.add(frame.draw(like: part.memory), of: flow, origin: part.memory?.origin)
  }
  if isCancelled() { return nil }
  return composition.drawing()
}
