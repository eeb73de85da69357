/// Gives each lane of a gap a column, so that no two lines share cells and needless crossings don't occur.
///
/// For each two lanes that overlap, both orders are compared (Sander: A fast heuristic for hierarchical Manhattan
/// layout, GD 1995; Eclipse ELK's orthogonal routing generator): that a stub runs into a stub of the other is
/// forbidden, crossings are counted. A linear order of the lanes follows the cheaper order of as many pairs as possible; where a cycle of forbidden
/// orders is left, a lane is split in two with a free row between.
struct GapRouter {
  /// Where the lines of a wire turn that lead up from its root, or down.
  struct Turn: Equatable {
    var wire: Int32
    var isUp: Bool
    /// The column of the lane at the left pins.
    var left: Int32
    /// The column of the lane at the right pins; the same unless the lane is split.
    var right: Int32
    /// The row between the two columns of a split lane.
    var middle: Int32
  }

  /// The turns of wires that are not straight.
  private(set) var turns: [Turn] = []
  /// How many columns the lanes take.
  private(set) var columns: Int32 = 0
  /// The greatest row used by a split.
  private(set) var lowestRow: Int32 = -1

  private var lanes: [Lane]
  /// The other half of a split lane, -1 for a whole one.
  private var otherHalf: [Int32]
  /// Whether a lane is the right half of a split one.
  private var isRightHalf: [Bool]
  private var middles: [Int32]

  /// Routes a gap.
  ///
  /// - Parameters:
  ///   - usedRows: all rows at which wires enter the gap on either side.
  ///   - height: the rows of the drawing.
  init(lanes: [Lane], usedRows: Set<Int32>, height: Int32) {
    self.lanes = lanes
    otherHalf = lanes.map { _ in -1 }
    isRightHalf = lanes.map { _ in false }
    middles = lanes.map { _ in 0 }
    var used = usedRows
    var pairs: [LanePair] = []
    var order: [Int32] = []
    for attempt in 0... {
      pairs = compare()
      let arcs = pairs.compactMap(\.preference)
      order = LinearOrder(count: self.lanes.count, arcs: arcs, moves: 100_000).order
      guard let broken = firstOverlap(order, pairs), attempt < 1000 else { break }
      split(broken, used: &used, height: height)
    }
    let assigned = LaneColumns(lanes: self.lanes, pairs: pairs, order: order)
    columns = assigned.count
    for index in self.lanes.indices where !isRightHalf[index] {
      let right = otherHalf[index] < 0 ? index : Int(otherHalf[index])
      turns.append(
        Turn(
          wire: self.lanes[index].wire, isUp: self.lanes[index].isUp, left: assigned.columns[index],
          right: assigned.columns[right], middle: middles[index]))
    }
  }

  /// Compares the lanes that overlap vertically: by a sweep over their tops.
  private func compare() -> [LanePair] {
    var pairs: [LanePair] = []
    let byTop = lanes.indices.sorted { (lanes[$0].top, $0) < (lanes[$1].top, $1) }
    var active: [Int] = []
    for index in byTop {
      let top = lanes[index].top
      active.removeAll { lanes[$0].bottom < top }
      for other in active {
        if lanes[other].wire == lanes[index].wire {
          if let pair = pairOfWire(other, index) { pairs.append(pair) }
        } else {
          pairs.append(
            LanePair(
              a: Int32(other), b: Int32(index), costAB: lanes[other].costLeft(of: lanes[index]),
              costBA: lanes[index].costLeft(of: lanes[other])))
        }
      }
      active.append(index)
    }
    return pairs
  }

  /// What two lanes of one wire mean to each other: the left half of a split lane stands before the right half, and a
  /// fork to both sides and straight on turns in two columns, because in one it would look like a crossing.
  private func pairOfWire(_ a: Int, _ b: Int) -> LanePair? {
    if Int(otherHalf[a]) == b {
      return LanePair(
        a: Int32(a), b: Int32(b), costAB: isRightHalf[a] ? LanePair.forbidden : 0,
        costBA: isRightHalf[b] ? LanePair.forbidden : 0)
    }
    guard lanes[a].passesStraight && lanes[b].passesStraight else { return nil }
    return LanePair(a: Int32(a), b: Int32(b), costAB: 0, costBA: 0)
  }

  /// A whole lane that must be split, because stubs would share cells in the order found. Halves never need that: no
  /// other line has the row between them.
  private func firstOverlap(_ order: [Int32], _ pairs: [LanePair]) -> Int? {
    var place = [Int32](repeating: 0, count: lanes.count)
    for (index, lane) in order.enumerated() { place[Int(lane)] = Int32(index) }
    for pair in pairs {
      let isAB = place[Int(pair.a)] < place[Int(pair.b)]
      guard (isAB ? pair.costAB : pair.costBA) >= LanePair.forbidden else { continue }
      let left = Int(isAB ? pair.a : pair.b)
      let right = Int(isAB ? pair.b : pair.a)
      if otherHalf[left] >= 0 && otherHalf[right] >= 0 { continue }
      if otherHalf[right] >= 0 { return left }
      if otherHalf[left] >= 0 { return right }
      return lanes[left].leaves.count < lanes[right].leaves.count ? left : right
    }
    return nil
  }

  private mutating func split(_ index: Int, used: inout Set<Int32>, height: Int32) {
    let lane = lanes[index]
    let center = (lane.top + lane.bottom) / 2
    var middle = center
    var distance: Int32 = 0
    while used.contains(middle) {
      distance += 1
      middle = center - distance
      if middle < 0 || used.contains(middle) { middle = center + distance }
    }
    used.insert(middle)
    lowestRow = max(lowestRow, middle)
    let rootPart = Lane(
      wire: lane.wire, isUp: lane.isUp, passesStraight: lane.passesStraight, root: lane.root.row,
      rootIsLeft: lane.rootIsLeft,
      leaves: [.init(row: middle, weight: lane.root.weight)], leavesAreLeft: !lane.rootIsLeft)
    let leafPart = Lane(
      wire: lane.wire, isUp: lane.isUp, passesStraight: false, root: middle, rootIsLeft: lane.rootIsLeft,
      leaves: lane.leaves,
      leavesAreLeft: lane.leavesAreLeft)
    lanes[index] = lane.rootIsLeft ? rootPart : leafPart
    otherHalf[index] = Int32(lanes.count)
    middles[index] = middle
    lanes.append(lane.rootIsLeft ? leafPart : rootPart)
    otherHalf.append(Int32(index))
    isRightHalf.append(true)
    middles.append(middle)
  }
}
