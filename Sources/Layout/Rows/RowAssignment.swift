/// Assigns each item its row.
struct RowAssignment {
  /// The top row of each item.
  private(set) var rows: [Int32]
  /// The number of rows.
  private(set) var height: Int32

  /// Tries the four alignments of `BrandesKoepf`, refines each and keeps the best.
  ///
  /// - Parameter rounds: how often layers are gone over for each alignment.
  init(_ problem: RowProblem, rounds: Int) {
    height = max(problem.tallest, 1)
    rows = []
    var least = Int.max
    let koepf = BrandesKoepf(problem)
    var sweeps = RowSweeps()
    for forwards in [true, false] {
      for upwards in [true, false] {
        var candidate = koepf.rows(forwards: forwards, upwards: upwards)
        sweeps.improve(&candidate, in: problem, height: height, rounds: rounds)
        let cost = problem.cost(candidate)
        if cost < least {
          least = cost
          rows = candidate
        }
      }
    }
  }
}
