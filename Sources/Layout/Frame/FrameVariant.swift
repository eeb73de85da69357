/// One of several ways to lay out a part. A small part is laid out in all of them, and the best drawing is kept.
struct FrameVariant {
  var isDepthFirst = false
  var isBalanced = true
  /// The price of a crossing at a port where that of a row is 4.
  var crossingPrice = 6
  var seed: UInt64 = 1
  /// How much work the search for an order may take.
  var orderBudget: Int

  /// The ways to try for a part: more of them for a smaller one.
  static func all(for graph: FlowGraph) -> [FrameVariant] {
    let size = graph.nodes.count + graph.links.count
    let budget = size < 200 ? 200_000 : 600_000
    let base = FrameVariant(orderBudget: budget)
    guard size <= 250 else { return [base] }
    var variants: [FrameVariant] = []
    for seed in 1...(size <= 60 ? 3 : 1) {
      for isDepthFirst in [false, true] {
        for isBalanced in [true, false] {
          var variant = base
          variant.seed = UInt64(seed)
          variant.isDepthFirst = isDepthFirst
          variant.isBalanced = isBalanced
          variant.crossingPrice = isBalanced == (seed % 2 == 1) ? 6 : 24
          variants.append(variant)
        }
      }
    }
    return variants
  }
}
