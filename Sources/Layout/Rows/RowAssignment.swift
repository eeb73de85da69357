/// Assigns each item its row.
struct RowAssignment {
  /// The top row of each item.
  private(set) var rows: [Int32]
  /// The number of rows.
  private(set) var height: Int32

  /// Rows that were found elsewhere.
  init(rows: [Int32], height: Int32) {
    self.rows = rows
    self.height = height
  }

  /// Keeps items where they were, as far as what is new leaves room.
  ///
  /// - Parameter wanted: the row to keep of each item, -1 for new ones.
  init(_ problem: RowProblem, near wanted: [Int32], height least: Int32) {
    height = max(problem.tallest, least, 1)
    rows = wanted.map { max(0, $0) }
    let stays = wanted.map { $0 < 0 ? Int32(0) : 10_000 }
    var sweeps = RowSweeps()
    let layers = problem.order.layerCount
    for round in 0..<2 {
      for step in 0..<layers {
        let layer = round % 2 == 0 ? step : layers - 1 - step
        sweeps.place(&rows, layer: layer, in: problem, by: .both, stay: 0, stays: stays, wanted: wanted, height: height)
      }
    }
  }

  /// Tries the four alignments of `BrandesKoepf`, refines each a little, and the best of them thoroughly.
  ///
  /// - Parameter rounds: how often layers are gone over for the best alignment.
  init(_ problem: RowProblem, rounds: Int) {
    height = max(problem.tallest, 1)
    rows = []
    var least = Int.max
    let koepf = BrandesKoepf(problem)
    var sweeps = RowSweeps()
    for forwards in [true, false] {
      for upwards in [true, false] {
        var candidate = koepf.rows(forwards: forwards, upwards: upwards)
        sweeps.improve(&candidate, in: problem, height: height, rounds: min(rounds, 3))
        let cost = problem.cost(candidate)
        if cost < least {
          least = cost
          rows = candidate
        }
      }
    }
    sweeps.improve(&rows, in: problem, height: height, rounds: rounds)
  }
}
