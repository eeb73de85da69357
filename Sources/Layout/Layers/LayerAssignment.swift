/// Assigns each node a layer so that links point to later layers and their sum of lengths is small.
///
/// - Parameters:
///   - links: the links, already turned along the flow; connected and without cycles.
///   - pivots: the cap on network simplex pivots.
/// - Returns: layers from 0 on, none empty.
func layerAssignment(count: Int, links: [Link], pivots: Int) -> [Int32] {
  guard count > 1, !links.isEmpty else { return [Int32](repeating: 0, count: count) }
  let start = longestPathLayers(count: count, links: links)
  let simplex = NetworkSimplex(
    count: count,
    arcs: links.map { NetworkSimplex.Arc(from: $0.source, to: $0.target, length: 1, weight: 1) },
    start: start, pivots: pivots)
  return normalised(simplex.ranks)
}

/// The least layer of each node: one more than that of its latest predecessor, O(V + E).
func longestPathLayers(count: Int, links: [Link]) -> [Int32] {
  let successors = Rows(rows: count, keys: links.map(\.source), values: links.map(\.target))
  var waiting = [Int32](repeating: 0, count: count)
  for link in links { waiting[Int(link.target)] += 1 }
  var layers = [Int32](repeating: 0, count: count)
  var queue = (0..<Int32(count)).filter { waiting[Int($0)] == 0 }
  var next = 0
  while next < queue.count {
    let node = Int(queue[next])
    next += 1
    for target in successors[node] {
      let target = Int(target)
      layers[target] = max(layers[target], layers[node] + 1)
      waiting[target] -= 1
      if waiting[target] == 0 { queue.append(Int32(target)) }
    }
  }
  return layers
}

/// The same layers, numbered from 0 without holes.
func normalised(_ layers: [Int32]) -> [Int32] {
  guard let least = layers.min(), let greatest = layers.max() else { return layers }
  var isUsed = [Bool](repeating: false, count: Int(greatest - least) + 1)
  for layer in layers { isUsed[Int(layer - least)] = true }
  var number = [Int32](repeating: 0, count: isUsed.count)
  var next: Int32 = 0
  for index in isUsed.indices where isUsed[index] {
    number[index] = next
    next += 1
  }
  return layers.map { number[Int($0 - least)] }
}
