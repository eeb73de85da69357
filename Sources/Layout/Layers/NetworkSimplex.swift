/// Finds whole numbers for nodes that keep a least distance along each arc and make the weighted sum of all distances
/// small (Gansner, Koutsofios, North, Vo: A technique for drawing directed graphs, IEEE TSE 1993, section 2).
///
/// Cut values are updated along the tree path of each pivot only. The number of pivots is capped, so that the time is
/// bounded; whatever the cap, the result keeps all distances.
struct NetworkSimplex {
  /// A least distance from one node to another, and the price of each unit of distance.
  struct Arc {
    var from: Int32
    var to: Int32
    var length: Int32
    var weight: Int32
  }

  /// The numbers of the nodes.
  private(set) var ranks: [Int32]

  private let arcs: [Arc]
  private let incident: Rows<Int32>
  private var isTree: [Bool]
  private var cut: [Int32]
  private var parent: [Int32]  // the tree arc towards the root, -1 at the root
  private var low: [Int32]
  private var limit: [Int32]
  private var postorder: [Int32]

  /// Solves for a connected graph without directed cycles.
  ///
  /// - Parameters:
  ///   - start: numbers that keep all distances.
  ///   - pivots: how many tree exchanges may be made.
  init(count: Int, arcs: [Arc], start: [Int32], pivots: Int) {
    self.arcs = arcs
    ranks = start
    incident = Rows(
      rows: count, keys: arcs.flatMap { [$0.from, $0.to] }, values: arcs.indices.flatMap { [Int32($0), Int32($0)] })
    isTree = [Bool](repeating: false, count: arcs.count)
    cut = [Int32](repeating: 0, count: arcs.count)
    parent = [Int32](repeating: -1, count: count)
    low = [Int32](repeating: 0, count: count)
    limit = low
    postorder = low
    guard count > 1 else { return }
    growTightTree(count: count)
    visit(root: 0, first: 0)
    measureCuts()
    pivot(atMost: pivots)
  }

  @inline(__always)
  private func slack(_ arc: Arc) -> Int32 { ranks[Int(arc.to)] - ranks[Int(arc.from)] - arc.length }

  private mutating func growTightTree(count: Int) {
    var isInside = [Bool](repeating: false, count: count)
    var inside: [Int32] = [0]
    isInside[0] = true
    var next = 0
    while true {
      while next < inside.count {
        let node = inside[next]
        next += 1
        for index in incident[Int(node)] {
          let arc = arcs[Int(index)]
          let other = arc.from == node ? arc.to : arc.from
          if !isInside[Int(other)] && slack(arc) == 0 {
            isInside[Int(other)] = true
            isTree[Int(index)] = true
            inside.append(other)
          }
        }
      }
      if inside.count == count { return }
      var best: (slack: Int32, shift: Int32) = (.max, 0)
      for arc in arcs where isInside[Int(arc.from)] != isInside[Int(arc.to)] {
        let gap = slack(arc)
        if gap < best.slack { best = (gap, isInside[Int(arc.from)] ? gap : -gap) }
      }
      guard best.slack < .max else { return }
      for node in inside { ranks[Int(node)] += best.shift }
      next = 0
    }
  }

  /// Numbers the subtree of a node in postorder, from `first` on, and sets its parents.
  private mutating func visit(root: Int32, first: Int32) {
    var counter = first
    var stack: [(node: Int32, next: Int32)] = [(root, incident.starts[Int(root)])]
    low[Int(root)] = first
    while let (node, start) = stack.last {
      var next = start
      let end = incident.starts[Int(node) + 1]
      var descended = false
      while next < end {
        let index = incident.elements[Int(next)]
        next += 1
        if !isTree[Int(index)] || index == parent[Int(node)] { continue }
        let arc = arcs[Int(index)]
        let child = arc.from == node ? arc.to : arc.from
        parent[Int(child)] = index
        low[Int(child)] = counter
        stack[stack.count - 1].next = next
        stack.append((child, incident.starts[Int(child)]))
        descended = true
        break
      }
      if descended { continue }
      limit[Int(node)] = counter
      postorder[Int(counter)] = node
      counter += 1
      stack.removeLast()
    }
  }

  private mutating func measureCuts() {
    for place in 0..<(postorder.count - 1) {
      let child = postorder[place]
      let index = parent[Int(child)]
      if index >= 0 { cut[Int(index)] = cutValue(of: index, below: child) }
    }
  }

  /// The cut value of a tree arc from those of the tree arcs below it: what leaves a subtree, less what enters it, is
  /// the sum of that over its top and the subtrees of its children.
  private func cutValue(of index: Int32, below child: Int32) -> Int32 {
    var sum: Int32 = 0
    for other in incident[Int(child)] {
      let arc = arcs[Int(other)]
      let leaves = arc.from == child
      sum += leaves ? arc.weight : -arc.weight
      if isTree[Int(other)] && other != index { sum += leaves ? -cut[Int(other)] : cut[Int(other)] }
    }
    return arcs[Int(index)].from == child ? sum : -sum
  }

  @inline(__always)
  private func isBelow(_ node: Int32, _ child: Int32) -> Bool {
    low[Int(child)] <= limit[Int(node)] && limit[Int(node)] <= limit[Int(child)]
  }

  private mutating func pivot(atMost pivots: Int) {
    var cursor = 0
    for _ in 0..<pivots {
      guard let leaving = leavingArc(from: &cursor) else { return }
      let arc = arcs[Int(leaving)]
      let childIsTail = limit[Int(arc.from)] < limit[Int(arc.to)]
      let child = childIsTail ? arc.from : arc.to
      guard let entering = enteringArc(child: child, inwards: childIsTail) else { return }
      exchange(leaving, entering, child: child, childIsTail: childIsTail)
    }
  }

  private func leavingArc(from cursor: inout Int) -> Int32? {
    var best: Int32?
    var seen = 0
    for step in 0..<arcs.count {
      var index = cursor + step
      if index >= arcs.count { index -= arcs.count }
      if isTree[index] && cut[index] < 0 {
        if best.map({ cut[index] < cut[Int($0)] }) ?? true { best = Int32(index) }
        seen += 1
        if seen == 20 {
          cursor = index
          return best
        }
      }
    }
    if let best { cursor = Int(best) }
    return best
  }

  /// The arc with the least slack that leads into (or out of) the subtree of `child`.
  private func enteringArc(child: Int32, inwards: Bool) -> Int32? {
    let range = Int(low[Int(child)])...Int(limit[Int(child)])
    let total = postorder.count
    var best: Int32?
    var least = Int32.max
    // Walk whichever side of the cut is smaller.
    let walksInside = range.count * 2 <= total
    func consider(_ node: Int32) {
      for index in incident[Int(node)] {
        let arc = arcs[Int(index)]
        let tailIsInside = isBelow(arc.from, child)
        if tailIsInside == isBelow(arc.to, child) || tailIsInside == inwards || isTree[Int(index)] { continue }
        let gap = slack(arc)
        if gap < least || (gap == least && index < best ?? .max) {
          least = gap
          best = index
        }
      }
    }
    if walksInside {
      for place in range { consider(postorder[place]) }
    } else {
      for place in 0..<range.lowerBound { consider(postorder[place]) }
      for place in (range.upperBound + 1)..<total { consider(postorder[place]) }
    }
    return best
  }

  private mutating func exchange(_ leaving: Int32, _ entering: Int32, child: Int32, childIsTail: Bool) {
    let delta = slack(arcs[Int(entering)])
    if delta != 0 {
      // Moving the subtree closes the entering arc's slack.
      let shift = childIsTail ? -delta : delta
      for place in Int(low[Int(child)])...Int(limit[Int(child)]) {
        ranks[Int(postorder[place])] += shift
      }
    }
    let value = cut[Int(leaving)]
    let enter = arcs[Int(entering)]
    let top = raise(from: enter.from, to: enter.to, by: value, tailSide: true)
    _ = raise(from: enter.to, to: enter.from, by: value, tailSide: false)
    cut[Int(entering)] = -value
    cut[Int(leaving)] = 0
    isTree[Int(leaving)] = false
    isTree[Int(entering)] = true
    visit(root: top, first: low[Int(top)])
  }

  /// Updates the cut values on the path from a node up to the first common ancestor with another; returns it.
  private mutating func raise(from node: Int32, to other: Int32, by value: Int32, tailSide: Bool) -> Int32 {
    var node = node
    while !isBelow(other, node) {
      let index = Int(parent[Int(node)])
      let arc = arcs[index]
      let pointsUp = arc.from == node
      cut[index] += pointsUp == tailSide ? value : -value
      node = pointsUp ? arc.to : arc.from
    }
    return node
  }
}
