/// The items of layers with groups: nodes, dummies, and for each group a top and a bottom border in each layer of its
/// span. What stands between a group's borders is in the group.
struct GroupItems {
  let tree: GroupTree
  let spans: GroupSpans
  /// The number of nodes and dummies; borders are numbered from here on.
  let itemCount: Int
  /// The layers of all items, borders included.
  let layers: [Int32]
  let layerCount: Int
  /// For each node and dummy the groups that it may stand in.
  let homes: Rows<Int32>
  /// Where the borders of each group begin: in each layer of its span the top one, then the bottom one.
  private let firstBorder: [Int32]
  /// The group of each border.
  private let groupOfBorder: [Int32]

  /// - Parameter homes: for each node and dummy the groups that it may stand in, whatever their spans.
  init(_ tree: GroupTree, spans: GroupSpans, layers: [Int32], layerCount: Int, homes: [[Int32]]) {
    self.tree = tree
    self.spans = spans
    self.layerCount = layerCount
    itemCount = layers.count
    var all = layers
    var first: [Int32] = []
    var groups: [Int32] = []
    for group in 0..<Int32(tree.count) {
      first.append(Int32(all.count))
      for layer in spans.first[Int(group)]...spans.last[Int(group)] {
        all += [layer, layer]
        groups += [group, group]
      }
    }
    self.layers = all
    firstBorder = first
    groupOfBorder = groups
    var keys: [Int32] = []
    var values: [Int32] = []
    for (item, ways) in homes.enumerated() {
      for group in ways where spans.contains(layers[item], group) {
        keys.append(Int32(item))
        values.append(group)
      }
    }
    self.homes = Rows(rows: layers.count, keys: keys, values: values)
  }

  @inline(__always)
  func isBorder(_ item: Int32) -> Bool { Int(item) >= itemCount }

  /// The group that a border belongs to.
  @inline(__always)
  func group(of border: Int32) -> Int32 { groupOfBorder[Int(border) - itemCount] }

  @inline(__always)
  func isTop(_ border: Int32) -> Bool { (border - firstBorder[Int(group(of: border))]) % 2 == 0 }

  /// The top border of a group in a layer of its span; the bottom border has the next number.
  @inline(__always)
  func top(_ group: Int32, _ layer: Int32) -> Int32 {
    firstBorder[Int(group)] + 2 * (layer - spans.first[Int(group)])
  }

  /// Whether an item may stand in a group.
  @inline(__always)
  func mayStand(_ item: Int32, in group: Int32) -> Bool {
    for index in homes.range(Int(item)) where homes.elements[index] == group { return true }
    return false
  }

  /// The segments that keep borders straight while orders are searched for: a line that crosses a border pays for it.
  func borderSegments(weight: Int32) -> [Segment] {
    var segments: [Segment] = []
    for group in 0..<Int32(tree.count) {
      var layer = spans.first[Int(group)]
      while layer < spans.last[Int(group)] {
        let top = top(group, layer)
        segments += [
          Segment(left: top, right: top + 2, weight: weight), Segment(left: top + 1, right: top + 3, weight: weight),
        ]
        layer += 1
      }
    }
    return segments
  }

  /// For each node and dummy the groups it may stand in: a node in its own, a dummy in those on the way between the
  /// ends of all its links.
  static func homes(_ chains: Chains, links: [LayeredLink], tree: GroupTree) -> [[Int32]] {
    var homes = [[Int32]](repeating: [], count: chains.layers.count)
    for node in 0..<chains.nodeCount { homes[node] = [tree.ofNode[node]] }
    var isMet = [Bool](repeating: false, count: chains.layers.count)
    for (index, link) in links.enumerated() where !chains.ofLink.range(index).isEmpty {
      // From the lower end to the higher: lines rather stay in the groups where they begin.
      let way = tree.way(from: tree.ofNode[Int(link.low)], to: tree.ofNode[Int(link.high)])
      for item in chains.ofLink[index].map({ Int($0) }) {
        homes[item] = isMet[item] ? homes[item].filter { way.contains($0) } : way
        isMet[item] = true
      }
    }
    return homes
  }
}
