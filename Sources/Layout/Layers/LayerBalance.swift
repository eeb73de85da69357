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
  private let sharesTrunks: Bool

  /// Balances a layering, if its tallest layer has more rows than fit a screen.
  ///
  /// - Parameters:
  ///   - links: the links, turned along the flow.
  ///   - rows: what a layer may take without being too tall.
  ///   - sharesTrunks: whether all links to a node take one row in each layer that they pass.
  init(_ start: [Int32], graph: FlowGraph, links turned: [Link], rows: Double, moves: Int, sharesTrunks: Bool) {
    layers = start
    self.sharesTrunks = sharesTrunks
    self.graph = graph
    successors = Rows(rows: start.count, keys: turned.map(\.source), values: turned.map(\.target))
    predecessors = Rows(rows: start.count, keys: turned.map(\.target), values: turned.map(\.source))
    let count = Int(start.max() ?? 0) + 1
    most = count * 2 + 2
    heights = [Double](repeating: 0, count: most)
    links = [Double](repeating: 0, count: most)
    for node in start.indices {
      heights[Int(start[node])] += rowsOf(node)
      tallyLinks(to: node, 1)
    }
    guard let tallest = heights.max(), tallest > rows else { return }
    improve(rows: rows, moves: moves)
    layers = normalised(layers)
  }

  private func rowsOf(_ node: Int) -> Double {
    // Links that don't share a trunk at their caller have a port row there each.
    if sharesTrunks { return Double(max(graph.breadths[node], Int32(successors.range(node).count) + 2)) + 1 }
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
      columns += 18 + columnsOfLine * links[layer]
    }
    return columns * sum.squareRoot().squareRoot().squareRoot()
  }

  /// Lanes that don't overlap share a column; those of trunks, which are longer, do so less. Measured averages.
  private var columnsOfLine: Double { sharesTrunks ? 0.25 : 0.17 }

  /// Moves a node and keeps the sums right.
  private mutating func move(_ node: Int, to layer: Int32) {
    tally(node, -1)
    layers[node] = layer
    tally(node, 1)
  }

  private mutating func tally(_ node: Int, _ sign: Double) {
    heights[Int(layers[node])] += sign * rowsOf(node)
    tallyLinks(to: node, sign)
    for other in successors[node] {
      if sharesTrunks {
        tallyLinks(to: Int(other), sign)
      } else {
        tally(from: layers[node], to: layers[Int(other)], sign)
      }
    }
  }

  private mutating func tallyLinks(to node: Int, _ sign: Double) {
    let here = layers[node]
    if sharesTrunks {
      tally(from: predecessors[node].reduce(here) { min($0, layers[Int($1)]) }, to: here, sign)
    } else {
      for other in predecessors[node] { tally(from: layers[Int(other)], to: here, sign) }
    }
  }

  private mutating func tally(from first: Int32, to last: Int32, _ sign: Double) {
    for layer in first..<last {
      links[Int(layer)] += sign
      if layer > first { heights[Int(layer)] += sign }
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
