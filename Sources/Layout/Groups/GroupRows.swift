/// Assigns rows to items of layers with groups, whose borders are straight.
///
/// As without groups the four alignments of `BrandesKoepf` are refined by sweeps, in which borders stand still; between
/// sweeps borders give way inwards and outwards in turn, so that items on either side get room to move.
struct GroupRows {
  /// The top row of each item, borders included.
  private(set) var rows: [Int32]
  private(set) var height: Int32

  init(_ problem: RowProblem, items: GroupItems, rounds: Int) {
    let graph = BorderGraph(problem, items: items)
    height = graph.height
    rows = []
    var least = Int.max
    let koepf = BrandesKoepf(problem)
    var sweeps = RowSweeps()
    let stays = items.layers.indices.map { items.isBorder(Int32($0)) ? Int32(1_000_000) : 0 }
    for forwards in [true, false] {
      for upwards in [true, false] {
        var candidate = koepf.rows(forwards: forwards, upwards: upwards)
        candidate = graph.lifted(graph.pushed(candidate), into: height)
        var failures = 0
        var cost = Int.max
        for round in 0..<rounds where failures < 4 {
          graph.moveBorders(&candidate, items: items, inwards: round % 2 == 0)
          let wanted = candidate
          let goesForwards = round % 4 < 2
          for step in 0..<problem.order.layerCount {
            sweeps.place(
              &candidate, layer: goesForwards ? step : problem.order.layerCount - 1 - step, in: problem, by: .both,
              stay: 0, stays: stays, wanted: wanted, height: height)
          }
          let next = problem.cost(candidate)
          failures = next < cost ? 0 : failures + 1
          cost = min(cost, next)
          if next < least {
            least = next
            rows = candidate
          }
        }
      }
    }
    graph.moveBorders(&rows, items: items, inwards: true)
  }

  /// Keeps items where they were, as far as what is new leaves room.
  ///
  /// - Parameter wanted: the row to keep of each item, -1 for new ones, which come to stand near their neighbours.
  init(_ problem: RowProblem, items: GroupItems, near wanted: [Int32], height least: Int32) {
    let graph = BorderGraph(problem, items: items)
    var start = wanted
    for layer in 0..<problem.order.layerCount {
      var row: Int32 = 0
      for place in problem.order.range(layer) {
        let item = Int(problem.order.order[place])
        if start[item] < 0 {
          let neighbours =
            problem.atLeft[item].map { segment(problem, $0, isLeft: true) }
            + problem.atRight[item].map { segment(problem, $0, isLeft: false) }
          let known = neighbours.filter { wanted[Int($0.item)] >= 0 }
            .map { wanted[Int($0.item)] + $0.shift }.sorted()
          // Not so far down that it pushes what stands below.
          let next =
            problem.order.order[place..<problem.order.range(layer).upperBound]
            .first { wanted[Int($0)] >= 0 }.map { wanted[Int($0)] - problem.distances[item] } ?? .max
          start[item] = max(row, min(known.isEmpty ? row : known[known.count / 2], next))
        }
        row = start[item] + problem.distances[item]
      }
    }
    let joined = start.indices.map { item in start[Int(graph.variables[item])] }
    let pushed = graph.pushed(joined)
    rows = pushed
    height = pushed.indices.reduce(least) { max($0, pushed[$1] + problem.heights[$1]) }

    func segment(_ problem: RowProblem, _ index: Int32, isLeft: Bool) -> (item: Int32, shift: Int32) {
      let segment = problem.segments[Int(index)]
      let shift = segment.leftOffset - segment.rightOffset
      return isLeft ? (segment.left, shift) : (segment.right, -shift)
    }
  }
}
