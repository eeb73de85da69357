/// The trees of lines: which links share a trunk.
///
/// Each link belongs to the trunk of one of its ends, never of both: a trunk is a fork of lines from one box, or a join
/// of lines into one, so all that a connected line shows are calls. Links from one box to several share a port and a
/// trunk at it; at the other ends each has a port row of its own.
struct Nets {
  /// A trunk and its root.
  struct Net: Equatable {
    /// The node at which all links of the net meet.
    var root: Int32
    /// Whether the trunk leaves the root towards later layers.
    var isRightward: Bool
    /// Whether arrowheads point at the root: the net joins lines into it.
    var hasArrowAtRoot: Bool
  }

  /// The nets.
  var nets: [Net] = []
  /// The links of each net.
  var links = Rows<Int32>()
  /// The net of each link.
  var netOfLink: [Int32] = []
}

/// A link that has been given its direction in the layers: from the node in the lower layer to that in the higher.
struct LayeredLink {
  var low: Int32
  var high: Int32
  /// Whether the lower end calls the higher one.
  var isForward: Bool
  var isMutual: Bool
  /// Whether the link's source is the higher end.
  var isTurned: Bool
  /// How many calls the line stands for.
  var weight: Int32 { isMutual ? 2 : 1 }

  init(_ link: Link, isTurned: Bool) {
    low = isTurned ? link.target : link.source
    high = isTurned ? link.source : link.target
    isForward = link.isMutual || !isTurned
    isMutual = link.isMutual
    self.isTurned = isTurned
  }
}

/// Chooses the trunk of each link so that the rows needed for boxes and passing lines are few.
///
/// A box needs a row for each net that ends at a side, at least three rows in all; a net needs a row in each layer that
/// it passes. Single links and then all links of one side of a node change owner while that saves rows.
struct NetChoice {
  private let layers: [Int32]
  private let links: [LayeredLink]
  private let atNode: Rows<Int32>
  /// The links at each side of a node (twice the node, plus one for the right), by where they lead in the next layer.
  private var atSide: Rows<Int32>
  /// The price of a crossing; that of a row is 4.
  private let crossingPrice: Int
  /// Whether a link belongs to its lower end.
  private(set) var ownedByLow: [Bool]
  // For each node and side and arrow kind, what it owns.
  private var owned: [Int32]
  private var ports: [Int32]

  /// Starts with each link at its caller, or with the owners given, and improves those that are not given.
  init(
    count: Int, chains: Chains, order: LayerOrder, links: [LayeredLink], owners: [Bool?], crossingPrice: Int,
    rounds: Int = 4
  ) {
    layers = chains.layers
    self.crossingPrice = crossingPrice
    self.links = links
    atSide = Self.sides(count: count, chains: chains, order: order, links: links)
    atNode = Rows(
      rows: count, keys: links.flatMap { [$0.low, $0.high] }, values: links.indices.flatMap { [Int32($0), Int32($0)] })
    ownedByLow = zip(owners, links).map { $0 ?? $1.isForward }
    owned = [Int32](repeating: 0, count: count * 4)
    ports = [Int32](repeating: 0, count: count * 2)
    for index in links.indices { tally(index, by: 1) }
    if owners.allSatisfy({ $0 == nil }) {
      improve(count: count, rounds: rounds)
    } else {
      for index in links.indices where owners[index] == nil && !isAlone(index) { _ = tryFlip([index]) }
    }
  }

  /// The slot of a link among what a node owns: two sides, two arrow kinds.
  private func slot(_ link: LayeredLink, low: Bool) -> Int {
    low ? Int(link.low) * 4 + (link.isForward ? 0 : 1) : Int(link.high) * 4 + 2 + (link.isForward ? 0 : 1)
  }

  /// Whether a link shares no trunk: both ways in one trunk, or out of a layer and back, could not be told apart.
  private func isAlone(_ index: Int) -> Bool {
    links[index].isMutual || layers[Int(links[index].low)] == layers[Int(links[index].high)]
  }

  private mutating func tally(_ index: Int, by sign: Int32) {
    let link = links[index]
    let rightOfLow = Int(link.low) * 2 + 1
    let leftOfHigh = Int(link.high) * 2
    if isAlone(index) {
      ports[rightOfLow] += sign
      ports[leftOfHigh] += sign
      return
    }
    let low = ownedByLow[index]
    let key = slot(link, low: low)
    let own = low ? rightOfLow : leftOfHigh
    ports[low ? leftOfHigh : rightOfLow] += sign
    if sign > 0 && owned[key] == 0 { ports[own] += 1 }
    owned[key] += sign
    if sign < 0 && owned[key] == 0 { ports[own] -= 1 }
  }

  private static func sides(count: Int, chains: Chains, order: LayerOrder, links: [LayeredLink]) -> Rows<Int32> {
    var keys: [Int32] = []
    var values: [(position: Int32, link: Int32)] = []
    for (index, link) in links.enumerated() where chains.layers[Int(link.low)] < chains.layers[Int(link.high)] {
      let dummies = chains.ofLink[index]
      keys += [link.low * 2 + 1, link.high * 2]
      values += [
        (order.position[Int(dummies.first ?? link.high)], Int32(index)),
        (order.position[Int(dummies.last ?? link.low)], Int32(index)),
      ]
    }
    let sorted = values.indices.sorted {
      (values[$0].position, values[$0].link) < (values[$1].position, values[$1].link)
    }
    return Rows(rows: count * 2, keys: sorted.map { keys[$0] }, values: sorted.map { values[$0].link })
  }

  /// Crossings at a side of a node between its own trunks and other lines that end there.
  private func portCrossings(_ side: Int) -> Int {
    let range = atSide.range(side)
    if range.count < 3 { return 0 }
    let isRight = side % 2 == 1
    var sum = 0
    for isForward in [true, false] {
      var all = 0
      for index in range where isOwn(Int(atSide.elements[index]), isRight, isForward) { all += 1 }
      if all < 2 { continue }
      var above = 0
      for index in range {
        if isOwn(Int(atSide.elements[index]), isRight, isForward) { above += 1 } else { sum += min(above, all - above) }
      }
    }
    return sum
  }

  @inline(__always)
  private func isOwn(_ link: Int, _ isRight: Bool, _ isForward: Bool) -> Bool {
    ownedByLow[link] == isRight && links[link].isForward == isForward && !links[link].isMutual
  }

  /// Rows that a node's ports take beyond the one that each box has.
  private func boxRows(_ node: Int32) -> Int {
    let left = Int(ports[Int(node) * 2])
    let right = Int(ports[Int(node) * 2 + 1])
    return 4 * max(left, right, 1) + left + right
      + crossingPrice * (portCrossings(Int(node) * 2) + portCrossings(Int(node) * 2 + 1))
  }

  /// Rows that the nets of a node take in the layers they pass, in the unit of `boxRows`.
  private func passingRows(_ node: Int32) -> Int {
    var longest = (0, 0, 0, 0)
    var sum = 0
    for index in atNode[Int(node)] {
      let link = links[Int(index)]
      let length = Int(layers[Int(link.high)] - layers[Int(link.low)]) - 1
      let isLow = link.low == node
      if isAlone(Int(index)) {
        if isLow { sum += max(0, length) }
      } else if ownedByLow[Int(index)] == isLow {
        switch (isLow, link.isForward) {
        case (true, true): longest.0 = max(longest.0, length)
        case (true, false): longest.1 = max(longest.1, length)
        case (false, true): longest.2 = max(longest.2, length)
        case (false, false): longest.3 = max(longest.3, length)
        }
      }
    }
    return 4 * (sum + longest.0 + longest.1 + longest.2 + longest.3)
  }

  private mutating func flip(_ index: Int) {
    tally(index, by: -1)
    ownedByLow[index].toggle()
    tally(index, by: 1)
  }

  /// Flips links and keeps that if it saves rows.
  private mutating func tryFlip(_ indices: [Int]) -> Bool {
    guard let first = indices.first else { return false }
    var nodes: [Int32] = []
    if indices.count == 1 {
      nodes = [links[first].low, links[first].high]
    } else {
      var seen = Set<Int32>()
      for index in indices {
        for node in [links[index].low, links[index].high] where seen.insert(node).inserted { nodes.append(node) }
      }
    }
    func cost() -> Int { nodes.reduce(0) { $0 + boxRows($1) + passingRows($1) } }
    let before = cost()
    for index in indices { flip(index) }
    if cost() < before { return true }
    for index in indices { flip(index) }
    return false
  }

  private mutating func improve(count: Int, rounds: Int) {
    for _ in 0..<rounds {
      var improved = false
      for node in 0..<count {
        // All links of a side at once, to the node and away from it.
        for isLow in [false, true] {
          for isForward in [true, false] {
            for toNode in [true, false] {
              let side = atNode[node].map { Int($0) }.filter { index in
                let link = links[index]
                return !isAlone(index) && (Int(link.low) == node) == isLow && link.isForward == isForward
                  && (ownedByLow[index] == isLow) != toNode
              }
              if side.count > 1 && tryFlip(side) { improved = true }
            }
          }
        }
      }
      for index in links.indices where !isAlone(index) {
        if tryFlip([index]) { improved = true }
      }
      if !improved { return }
    }
  }

  /// The nets that the choice gives.
  func nets() -> Nets {
    var result = Nets()
    result.netOfLink = [Int32](repeating: -1, count: links.count)
    var netOfSlot = [Int32](repeating: -1, count: owned.count)
    for (index, link) in links.enumerated() {
      let low = ownedByLow[index]
      let key = slot(link, low: low)
      if !isAlone(index) && netOfSlot[key] >= 0 {
        result.netOfLink[index] = netOfSlot[key]
        continue
      }
      let net = Int32(result.nets.count)
      result.nets.append(
        Nets.Net(root: low ? link.low : link.high, isRightward: low, hasArrowAtRoot: low != link.isForward))
      if !isAlone(index) { netOfSlot[key] = net }
      result.netOfLink[index] = net
    }
    result.links = Rows(
      rows: result.nets.count, keys: result.netOfLink, values: links.indices.map { Int32($0) })
    return result
  }
}
