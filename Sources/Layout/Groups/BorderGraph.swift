/// Which rows must lie above which, where each group's top and bottom border has one row through all layers.
struct BorderGraph {
  /// For each item what stands for it: itself, or the first of a border's items.
  let variables: [Int32]
  /// What must lie below each variable, and how far.
  private let below: Rows<Arc>
  private let above: Rows<Arc>
  /// The variables from the top down: each after all that must lie above it.
  private let downwards: [Int32]
  private let problem: RowProblem
  /// The least number of rows.
  private(set) var height: Int32 = 1

  private struct Arc: Equatable, Sendable {
    var other: Int32
    var length: Int32
  }

  init(_ problem: RowProblem, items: GroupItems) {
    self.problem = problem
    let variables = items.layers.indices.map { item in
      guard items.isBorder(Int32(item)) else { return Int32(item) }
      let group = items.group(of: Int32(item))
      return items.top(group, items.spans.first[Int(group)]) + (items.isTop(Int32(item)) ? 0 : 1)
    }
    self.variables = variables
    var from: [Int32] = []
    var to: [Int32] = []
    var lengths: [Int32] = []
    var waiting = [Int32](repeating: 0, count: variables.count)
    for layer in 0..<problem.order.layerCount {
      let range = problem.order.range(layer)
      for (item, next) in zip(problem.order.order[range], problem.order.order[range].dropFirst()) {
        from.append(variables[Int(item)])
        to.append(variables[Int(next)])
        lengths.append(problem.distances[Int(item)])
        waiting[Int(variables[Int(next)])] += 1
      }
    }
    below = Rows(rows: variables.count, keys: from, values: zip(to, lengths).map { Arc(other: $0, length: $1) })
    above = Rows(rows: variables.count, keys: to, values: zip(from, lengths).map { Arc(other: $0, length: $1) })
    let below = self.below
    var queue = variables.indices.map { Int32($0) }.filter { variables[Int($0)] == $0 && waiting[Int($0)] == 0 }
    var head = 0
    while head < queue.count {
      let variable = queue[head]
      head += 1
      for arc in below[Int(variable)] {
        waiting[Int(arc.other)] -= 1
        if waiting[Int(arc.other)] == 0 { queue.append(arc.other) }
      }
    }
    downwards = queue
    let least = pushed([Int32](repeating: 0, count: variables.count))
    for item in least.indices { height = max(height, least[item] + problem.heights[item]) }
  }

  /// The rows nearest below those wanted that keep all distances: nothing moves that needs not.
  func pushed(_ wanted: [Int32]) -> [Int32] {
    var rows = wanted
    for variable in downwards {
      for arc in above[Int(variable)] {
        rows[Int(variable)] = max(rows[Int(variable)], rows[Int(arc.other)] + arc.length)
      }
    }
    return rows.indices.map { rows[Int(variables[$0])] }
  }

  /// Rows that keep all distances, moved up as far as the height demands.
  func lifted(_ rows: [Int32], into height: Int32) -> [Int32] {
    var latest = rows.indices.map { height - problem.heights[$0] }
    for variable in downwards.reversed() {
      for arc in below[Int(variable)] {
        latest[Int(variable)] = min(latest[Int(variable)], latest[Int(arc.other)] - arc.length)
      }
    }
    return rows.indices.map { min(rows[$0], latest[Int(variables[$0])]) }
  }

  /// Moves borders: all towards what is inside of them, or all away from it.
  func moveBorders(_ rows: inout [Int32], items: GroupItems, inwards: Bool) {
    let height = rows.indices.reduce(Int32(0)) { max($0, rows[$1] + problem.heights[$1]) }
    // Inner groups have greater numbers; inwards they go first.
    let groups = (0..<Int32(items.tree.count)).map { inwards ? Int32(items.tree.count) - 1 - $0 : $0 }
    for group in groups {
      for isTop in [true, false] {
        let first = items.top(group, items.spans.first[Int(group)]) + (isTop ? 0 : 1)
        let row: Int32
        if isTop == inwards {
          row = below[Int(first)].reduce(height - 1) { min($0, rows[Int($1.other)] - $1.length) }
        } else {
          row = above[Int(first)].reduce(0) { max($0, rows[Int($1.other)] + $1.length) }
        }
        if row == rows[Int(first)] { continue }
        for layer in items.spans.first[Int(group)]...items.spans.last[Int(group)] {
          rows[Int(items.top(group, layer)) + (isTop ? 0 : 1)] = row
        }
      }
    }
  }
}
