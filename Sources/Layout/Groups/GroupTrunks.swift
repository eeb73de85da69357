/// Items and their order once links of one net share dummies.
struct GroupTrunks {
  private(set) var chains: Chains
  private(set) var items: GroupItems
  private(set) var order: LayerOrder
  /// For each item of the plan, borders included, its number here.
  private(set) var numbers: [Int32]

  /// Merges dummies that stand side by side.
  init(_ plan: GroupedPlan, nets: Nets) {
    chains = plan.chains
    items = plan.items
    order = plan.order
    numbers = plan.items.layers.indices.map { Int32($0) }
    merge(plan, nets: nets)
  }

  /// Sifts what the merged lines are now, and merges what has come to stand side by side, so that a later look at the
  /// drawing finds nothing more to merge.
  mutating func improve(_ plan: GroupedPlan, nets: Nets) {
    order = GroupOrderSearch(improving: order, items: items, budget: 2_000_000).best
    merge(plan, nets: nets)
  }

  private mutating func merge(_ plan: GroupedPlan, nets: Nets) {
    // Borders keep dummies apart that are in different groups: positions count them, the list of items does not.
    var withoutBorders = order
    withoutBorders.order.removeAll { items.isBorder($0) }
    let merge = TrunkMerge(chains, order: withoutBorders, links: plan.links, nets: nets)
    let merged = GroupItems(
      items.tree, spans: items.spans, layers: merge.chains.layers, layerCount: items.layerCount,
      homes: GroupItems.homes(merge.chains, links: plan.links, tree: items.tree))
    let shift = Int32(merged.itemCount - items.itemCount)
    let next = items.layers.indices.map { items.isBorder(Int32($0)) ? Int32($0) + shift : merge.numbers[$0] }
    var isMet = [Bool](repeating: false, count: merged.layers.count)
    var sequence: [Int32] = []
    for item in order.order where !isMet[Int(next[Int(item)])] {
      isMet[Int(next[Int(item)])] = true
      sequence.append(next[Int(item)])
    }
    let wiring = Wiring(merge.chains, links: plan.links, nets: nets, loops: [])
    order = LayerOrder(
      layers: merged.layers, layerCount: merged.layerCount,
      segments: wiring.segments + merged.borderSegments(weight: GroupedPlan.borderWeight), order: sequence)
    numbers = numbers.map { next[Int($0)] }
    chains = merge.chains
    items = merged
  }
}
