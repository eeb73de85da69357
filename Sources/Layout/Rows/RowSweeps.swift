/// Moves the items of one layer after the other to the rows that its neighbours wish for, each layer in the best
/// possible way for its order and distances (`IsotonicRegression`), within a given height.
struct RowSweeps {
  private var regression = IsotonicRegression()
  private var numbers: [Int32] = []

  /// Which neighbours have a say.
  enum Side {
    case before
    case after
    case both
  }

  /// Places a layer.
  ///
  /// - Parameters:
  ///   - stay: the weight of an item's wish to stay where it is.
  ///   - stays: by item the weight of its wish for a certain row.
  ///   - wanted: those rows.
  ///   - height: the rows that there are.
  mutating func place(
    _ rows: inout [Int32], layer: Int, in problem: RowProblem, by side: Side, stay: Int32, stays: [Int32]? = nil,
    wanted: [Int32]? = nil, height: Int32
  ) {
    let range = problem.order.range(layer)
    if range.isEmpty { return }
    regression.begin()
    var offset: Int32 = 0
    for place in range {
      let item = Int(problem.order.order[place])
      var hasWish = false
      if side != .after {
        for index in problem.atLeft.range(item) {
          let segment = problem.segments[Int(problem.atLeft.elements[index])]
          regression.wish(
            rows[Int(segment.left)] + segment.leftOffset - segment.rightOffset - offset, weight: segment.weight * 2)
          hasWish = true
        }
      }
      if side != .before {
        for index in problem.atRight.range(item) {
          let segment = problem.segments[Int(problem.atRight.elements[index])]
          regression.wish(
            rows[Int(segment.right)] + segment.rightOffset - segment.leftOffset - offset, weight: segment.weight * 2)
          hasWish = true
        }
      }
      if let stays, let wanted, stays[item] > 0 { regression.wish(wanted[item] - offset, weight: stays[item]) }
      if stay > 0 || !hasWish { regression.wish(rows[item] - offset, weight: max(stay, 1)) }
      regression.endNumber()
      offset += problem.distances[item]
    }
    regression.solve(into: &numbers, from: 0, through: height - offset)
    offset = 0
    for (index, place) in range.enumerated() {
      let item = Int(problem.order.order[place])
      rows[item] = numbers[index] + offset
      offset += problem.distances[item]
    }
  }

  /// Sweeps over all layers until nothing gets better, and leaves the best rows met.
  mutating func improve(_ rows: inout [Int32], in problem: RowProblem, height: Int32, rounds: Int) {
    let layers = problem.order.layerCount
    for layer in 0..<layers { place(&rows, layer: layer, in: problem, by: .both, stay: 1000, height: height) }
    var best = rows
    var least = problem.cost(rows)
    var failures = 0
    for round in 0..<rounds {
      let side: Side =
        round < 2 ? (round % 2 == 0 ? .before : .after) : round % 6 == 4 ? .before : round % 6 == 5 ? .after : .both
      let forwards = side == .before || (side == .both && round % 2 == 0)
      for step in 0..<layers {
        place(&rows, layer: forwards ? step : layers - 1 - step, in: problem, by: side, stay: 0, height: height)
      }
      let cost = problem.cost(rows)
      if cost < least {
        least = cost
        best = rows
        failures = 0
      } else {
        failures += 1
        if failures > 6 { break }
      }
    }
    rows = best
  }
}
