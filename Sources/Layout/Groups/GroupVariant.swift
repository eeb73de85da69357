/// One of several ways to lay out a part with groups. A small part is laid out in all of them, and the best drawing is
/// kept.
struct GroupVariant {
  var isDepthFirst = false
  /// What a layer more costs a group for each of its nodes, in hundredths of a link's length.
  var spanPrice: Int32 = 20
  var crossingPrice = 6
  var seed: UInt64 = 1
  /// How much work the search for an order may take.
  var orderBudget: Int

  /// The ways to try for a part: more of them for a smaller one.
  static func all(for graph: FlowGraph) -> [GroupVariant] {
    let size = graph.nodes.count + graph.links.count
    let base = GroupVariant(orderBudget: size < 200 ? 400_000 : 1_200_000)
    guard size <= 1000 else { return [base] }
    var variants: [GroupVariant] = []
    for isDepthFirst in size <= 250 ? [false, true] : [false] {
      for spanPrice in size <= 250 ? [20, 0, 100] as [Int32] : [20, 0] {
        var variant = base
        variant.isDepthFirst = isDepthFirst
        variant.spanPrice = spanPrice
        variants.append(variant)
      }
    }
    return variants
  }
}
