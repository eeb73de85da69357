/// Aligns items with a median neighbour into straight blocks and packs the blocks
/// (Brandes, Köpf: Fast and simple horizontal coordinate assignment, GD 2001).
///
/// Pins take the place of item centres. Blocks are packed by longest paths over the graph of blocks, which keeps all
/// distances and whole numbers, and so has no need of the class shifts that the erratum (arXiv 2008.01252) corrects.
struct BrandesKoepf {
  private let problem: RowProblem
  /// Whether a segment gives way because it crosses one between two dummies.
  private var givesWay: [Bool]

  /// Marks conflicts: O(V + E).
  init(_ problem: RowProblem) {
    self.problem = problem
    givesWay = [Bool](repeating: false, count: problem.segments.count)
    for layer in 0..<max(0, problem.order.layerCount - 1) { markConflicts(gap: layer) }
  }

  /// Segments that cross an inner segment, one between two dummies, may not be aligned ("type 1 conflicts").
  private mutating func markConflicts(gap: Int) {
    let order = problem.order
    let size = order.range(gap + 1).count
    // For each place on the right, the least and greatest left place that inner segments allow.
    var inner: [(left: Int32, right: Int32)] = []
    for place in order.range(gap + 1) {
      let item = order.order[place]
      guard Int(item) >= problem.nodeCount else { continue }
      for index in problem.atLeft[Int(item)] {
        let left = problem.segments[Int(index)].left
        if Int(left) >= problem.nodeCount { inner.append((order.position[Int(left)], order.position[Int(item)])) }
      }
    }
    guard !inner.isEmpty else { return }
    var greatest = [Int32](repeating: -1, count: size + 1)
    var least = [Int32](repeating: .max, count: size + 1)
    for segment in inner {
      greatest[Int(segment.right) + 1] = max(greatest[Int(segment.right) + 1], segment.left)
      least[Int(segment.right)] = min(least[Int(segment.right)], segment.left)
    }
    for place in 1...size { greatest[place] = max(greatest[place], greatest[place - 1]) }
    for place in (0..<size).reversed() { least[place] = min(least[place], least[place + 1]) }
    for place in order.range(gap + 1) {
      let item = order.order[place]
      for index in problem.atLeft[Int(item)] {
        let segment = problem.segments[Int(index)]
        if Int(segment.left) >= problem.nodeCount && Int(item) >= problem.nodeCount { continue }
        let left = order.position[Int(segment.left)]
        let right = Int(order.position[Int(item)])
        givesWay[Int(index)] = left < greatest[right] || left > least[right + 1]
      }
    }
  }

  /// One of the four assignments.
  ///
  /// - Parameters:
  ///   - forwards: whether items align with the layer before instead of the one after.
  ///   - upwards: whether blocks are packed to the top, and upper medians come first.
  func rows(forwards: Bool, upwards: Bool) -> [Int32] {
    let count = problem.heights.count
    var root = (0..<Int32(count)).map { $0 }
    var shift = [Int32](repeating: 0, count: count)
    align(&root, &shift, forwards: forwards, upwards: upwards)
    return compact(root, shift, upwards: upwards)
  }

  private func align(_ root: inout [Int32], _ shift: inout [Int32], forwards: Bool, upwards: Bool) {
    let order = problem.order
    let layers = order.layerCount
    var neighbours: [Int32] = []
    for step in 1..<max(1, layers) {
      let layer = forwards ? step : layers - 1 - step
      var bound: Int32 = upwards ? -1 : .max
      let range = order.range(layer)
      for index in 0..<range.count {
        let place = upwards ? range.lowerBound + index : range.upperBound - 1 - index
        let item = order.order[place]
        neighbours.removeAll(keepingCapacity: true)
        neighbours.append(contentsOf: forwards ? problem.atLeft[Int(item)] : problem.atRight[Int(item)])
        if neighbours.isEmpty { continue }
        func other(_ segment: Int32) -> Int32 {
          forwards ? problem.segments[Int(segment)].left : problem.segments[Int(segment)].right
        }
        if neighbours.count > 1 {
          neighbours.sort { (order.position[Int(other($0))], $0) < (order.position[Int(other($1))], $1) }
        }
        let low = (neighbours.count - 1) / 2
        let high = neighbours.count / 2
        for median in upwards ? [low, high] : [high, low] {
          let index = neighbours[median]
          let next = other(index)
          let position = order.position[Int(next)]
          let isFree = upwards ? position > bound : position < bound
          if givesWay[Int(index)] || !isFree { continue }
          let segment = problem.segments[Int(index)]
          let change = forwards ? segment.leftOffset - segment.rightOffset : segment.rightOffset - segment.leftOffset
          root[Int(item)] = root[Int(next)]
          shift[Int(item)] = shift[Int(next)] + change
          bound = position
          break
        }
      }
    }
  }

  /// Packs blocks as near to the top (or the bottom) as distances allow.
  private func compact(_ root: [Int32], _ shift: [Int32], upwards: Bool) -> [Int32] {
    let order = problem.order
    let count = root.count
    var from: [Int32] = []
    var arcs: [(to: Int32, length: Int32)] = []
    var waiting = [Int32](repeating: 0, count: count)
    for layer in 0..<order.layerCount {
      let range = order.range(layer)
      guard range.count > 1 else { continue }
      for place in range.lowerBound..<(range.upperBound - 1) {
        let above = order.order[place]
        let below = order.order[place + 1]
        let length = shift[Int(above)] + problem.distances[Int(above)] - shift[Int(below)]
        let a = upwards ? root[Int(above)] : root[Int(below)]
        let b = upwards ? root[Int(below)] : root[Int(above)]
        from.append(a)
        arcs.append((b, length))
        waiting[Int(b)] += 1
      }
    }
    var starts = [Int32](repeating: 0, count: count + 1)
    for node in from { starts[Int(node) + 1] += 1 }
    for node in 0..<count { starts[node + 1] += starts[node] }
    var next = starts
    var sorted = arcs
    for (index, node) in from.enumerated() {
      sorted[Int(next[Int(node)])] = arcs[index]
      next[Int(node)] += 1
    }
    // Places grow downwards from the least shift of a block, or upwards from its greatest reach.
    var place = [Int32](repeating: 0, count: count)
    for item in 0..<count {
      let top = Int(root[item])
      let reach = upwards ? -shift[item] : shift[item] + problem.heights[item]
      place[top] = max(place[top], reach)
    }
    var queue = (0..<Int32(count)).filter { root[Int($0)] == $0 && waiting[Int($0)] == 0 }
    var head = 0
    while head < queue.count {
      let block = Int(queue[head])
      head += 1
      for arc in sorted[Int(starts[block])..<Int(starts[block + 1])] {
        place[Int(arc.to)] = max(place[Int(arc.to)], place[block] + arc.length)
        waiting[Int(arc.to)] -= 1
        if waiting[Int(arc.to)] == 0 { queue.append(arc.to) }
      }
    }
    guard !upwards else { return (0..<count).map { place[Int(root[$0])] + shift[$0] } }
    // Distances from the bottom become rows from the top.
    var rows = (0..<count).map { shift[$0] - place[Int(root[$0])] }
    let least = rows.min() ?? 0
    for item in rows.indices { rows[item] -= least }
    return rows
  }
}
