/// One of several ways to lay out a part.
struct FrameVariant {
  var isDepthFirst = false
  var isBalanced = true
  /// The price of a crossing at a port where that of a row is 4.
  var crossingPrice = 6
  /// Whether the lines to or from a box share their way as far as they can, which a very large part needs to be drawn
  /// in as few cells as curves would take.
  var sharesTrunks = false
  /// What random choices depend on. The first one breaks cycles as the greedy heuristic has it.
  var seed: UInt64 = 1
}

/// Which ways to lay out a part are tried, and how hard: more of them for a smaller part. All are sketched, the most
/// promising ones searched on and drawn, and the best drawing is kept.
struct FrameContest {
  /// The ways to try.
  let variants: [FrameVariant]
  /// How much work a way may take before it is compared; 0 where sweeps alone must do.
  let firstBudget: Int
  /// How many ways are drawn.
  let finalists: Int
  /// How much work each of these may take.
  let budget: Int

  init(_ graph: FlowGraph) {
    let size = graph.nodes.count + graph.links.count
    switch size {
    case ...60: (firstBudget, finalists, budget) = (40_000, 8, 120_000)
    case ...250: (firstBudget, finalists, budget) = (100_000, 3, 500_000)
    case ...1500: (firstBudget, finalists, budget) = (0, 1, 800_000)
    default:
      (firstBudget, finalists, budget) = (0, 1, 3000 * size)
      variants = [FrameVariant(sharesTrunks: true)]
      return
    }
    var variants: [FrameVariant] = []
    for seed in 1...(size <= 60 ? 4 : size <= 250 ? 2 : 1) {
      for isDepthFirst in [false, true] {
        for isBalanced in [true, false] {
          variants.append(
            FrameVariant(
              isDepthFirst: isDepthFirst, isBalanced: isBalanced,
              crossingPrice: isBalanced == (seed % 2 == 1) ? 6 : 24, seed: UInt64(seed)))
        }
      }
    }
    self.variants = variants
  }
}
