/// Moves nodes out of layers that make a drawing tall, where that makes it smaller.
///
/// The rows of a layer are those of its boxes and of the lines that pass it; the columns of a drawing are those of its
/// boxes and of the lanes between them. Both are estimates, good enough to compare. Leaves of a hub so come to stand in
/// several columns behind each other. Links keep pointing to later layers.
struct LayerBalance {
  /// The layers, from 0 on.
  private(set) var layers: [Int32]

  private let graph: FlowGraph
  private let successors: Rows<Int32>
  private let predecessors: Rows<Int32>
  private var heights: [Double]
  private var links: [Double]
  private let most: Int

  /// Balances a layering, if its tallest layer has more rows than fit a screen.
  ///
  /// - Parameters:
  ///   - links: the links, turned along the flow.
  ///   - rows: what a layer may take without being too tall.
  init(_ start: [Int32], graph: FlowGraph, links turned: [Link], rows: Double, moves: Int) {
    layers = start
    self.graph = graph
    successors = Rows(rows: start.count, keys: turned.map(\.source), values: turned.map(\.target))
    predecessors = Rows(rows: start.count, keys: turned.map(\.target), values: turned.map(\.source))
    let count = Int(start.max() ?? 0) + 1
    most = count * 2 + 2
    heights = [Double](repeating: 0, count: most)
    links = [Double](repeating: 0, count: most)
    for node in start.indices { heights[Int(start[node])] += rowsOf(node) }
    for link in turned {
      for layer in layers[Int(link.source)]..<layers[Int(link.target)] {
        links[Int(layer)] += 1
        if layer > layers[Int(link.source)] { heights[Int(layer)] += 1 }
      }
    }
    guard let tallest = heights.max(), tallest > rows else { return }
    improve(rows: rows, moves: moves)
    layers = normalised(layers)
  }

  private func rowsOf(_ node: Int) -> Double {
    let ports = max(successors.range(node).count > 0 ? 1 : 0, predecessors.range(node).count)
    return Double(graph.breadths[node]) + 1 + 0.5 * Double(max(0, min(ports, 6) - 1))
  }

  /// An estimate of the area, in which not the tallest layer alone counts.
  private func area() -> Double {
    var sum = 0.0
    var columns = 0.0
    for layer in 0..<most where heights[layer] > 0 {
      let square = heights[layer] * heights[layer]
      sum += square * square * square * square
      columns += 18 + 0.17 * links[layer]
    }
    return columns * sum.squareRoot().squareRoot().squareRoot()
  }

  /// Moves a node and keeps the sums right.
  private mutating func move(_ node: Int, to layer: Int32) {
    tally(node, -1)
    layers[node] = layer
    tally(node, 1)
  }

  private mutating func tally(_ node: Int, _ sign: Double) {
    let here = layers[node]
    heights[Int(here)] += sign * rowsOf(node)
    for other in predecessors[node] {
      for layer in layers[Int(other)]..<here {
        links[Int(layer)] += sign
        if layer > layers[Int(other)] { heights[Int(layer)] += sign }
      }
    }
    for other in successors[node] {
      for layer in here..<layers[Int(other)] {
        links[Int(layer)] += sign
        if layer > here { heights[Int(layer)] += sign }
      }
    }
  }

  private mutating func improve(rows: Double, moves: Int) {
    var left = moves
    var isStuck = [Bool](repeating: false, count: most)
    var now = area()
    while left > 0 {
      var tallest = -1
      for layer in 0..<most where !isStuck[layer] && heights[layer] > rows {
        if tallest < 0 || heights[layer] > heights[tallest] { tallest = layer }
      }
      if tallest < 0 { return }
      var moved = false
      for node in layers.indices where Int(layers[node]) == tallest && left > 0 {
        let here = layers[node]
        let first = predecessors[node].reduce(Int32(0)) { max($0, layers[Int($1)] + 1) }
        let last = successors[node].reduce(Int32(most)) { min($0, layers[Int($1)]) } - 1
        if first >= last { continue }
        var best = (area: now, layer: here)
        for layer in max(first, here - 3)...min(last, here + 3) where layer != here {
          left -= 1
          move(node, to: layer)
          let value = area()
          if value < best.area * 0.9999 { best = (value, layer) }
          move(node, to: here)
        }
        if best.layer != here {
          move(node, to: best.layer)
          now = best.area
          moved = true
        }
      }
      if moved {
        for layer in isStuck.indices { isStuck[layer] = false }
      } else {
        isStuck[tallest] = true
      }
    }
  }
}
