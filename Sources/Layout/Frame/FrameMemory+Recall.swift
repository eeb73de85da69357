/// What a part's memory says of the items of a new plan.
struct RecalledItems {
  /// By item: its place in its layer and its row, or -1 where it is new.
  var ranks: [Int32]
  var rows: [Int32]
  /// The least height of each box.
  var breadths: [Int32]
  /// For each link whether its lower end owns it, where that is known.
  var owners: [Bool?]
}

extension FrameMemory {
  /// Gives the boxes and dummies that were there before their places, rows and heights.
  ///
  /// `known` has for each node its index in the memory, or -1. A link is the same when both its ends and the number of
  /// its dummies are.
  func recall(_ graph: FlowGraph, known: [Int32], links: [LayeredLink], chains: Chains) -> RecalledItems {
    let unknown = [Int32](repeating: -1, count: chains.layers.count)
    var recalled = RecalledItems(
      ranks: unknown, rows: unknown, breadths: graph.breadths, owners: links.map { _ in nil })
    for (node, old) in known.enumerated() where old >= 0 {
      recalled.ranks[node] = ranks[Int(old)]
      recalled.rows[node] = rows[Int(old)]
      recalled.breadths[node] = max(recalled.breadths[node], heights[Int(old)])
    }
    var linkOf: [[Int32]: Int] = [:]
    for index in lows.indices { linkOf[[lows[index], highs[index]]] = index }
    for (index, link) in links.enumerated() {
      guard let old = linkOf[[known[Int(link.low)], known[Int(link.high)]]] else { continue }
      let places = dummies[old]
      guard places.count == chains.ofLink[index].count else { continue }
      // A pair in both directions shares no trunk.
      recalled.owners[index] = link.isMutual ? nil : isOwnedByLow[old]
      for (item, place) in zip(chains.ofLink[index], places) {
        recalled.ranks[Int(item)] = place.rank
        recalled.rows[Int(item)] = place.row
      }
    }
    return recalled
  }
}
