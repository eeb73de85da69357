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
    while true {
      pairs = compare()
      let forced = forcedOrders(pairs)
      let broken = lanesToSplit(forced)
      if broken.isEmpty {
        let wanted = LinearOrder(count: self.lanes.count, arcs: pairs.compactMap(\.preference), work: 300_000).order
        order = Self.topologicalOrder(forced, preferring: wanted)
        break
      }
      for lane in broken { split(lane, used: &used, height: height) }
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

  /// For each lane those that have to stand to the right of it, because stubs would share cells otherwise.
  private func forcedOrders(_ pairs: [LanePair]) -> Rows<Int32> {
    var keys: [Int32] = []
    var values: [Int32] = []
    for pair in pairs {
      if pair.costBA >= LanePair.forbidden {
        keys.append(pair.a)
        values.append(pair.b)
      }
      if pair.costAB >= LanePair.forbidden {
        keys.append(pair.b)
        values.append(pair.a)
      }
    }
    return Rows(rows: lanes.count, keys: keys, values: values)
  }

  /// One whole lane of each cycle of forced orders, one with few stubs. Halves are in no cycle: no other line has the
  /// row between them.
  private func lanesToSplit(_ forced: Rows<Int32>) -> [Int] {
    let component = strongComponents(forced)
    var members = [Int](repeating: 0, count: lanes.count)
    for lane in lanes.indices { members[Int(component[lane])] += 1 }
    var chosen = [Int](repeating: -1, count: lanes.count)
    for lane in lanes.indices where members[Int(component[lane])] > 1 && otherHalf[lane] < 0 {
      let best = chosen[Int(component[lane])]
      if best < 0 || lanes[lane].leaves.count < lanes[best].leaves.count { chosen[Int(component[lane])] = lane }
    }
    return chosen.filter { $0 >= 0 }
  }

  /// An order that keeps all forced orders and otherwise puts first what is wanted first.
  private static func topologicalOrder(_ forced: Rows<Int32>, preferring wanted: [Int32]) -> [Int32] {
    var waiting = [Int32](repeating: 0, count: wanted.count)
    for lane in forced.elements { waiting[Int(lane)] += 1 }
    var isPlaced = [Bool](repeating: false, count: wanted.count)
    var order: [Int32] = []
    var rest = wanted
    while order.count < wanted.count {
      let before = order.count
      for lane in rest where waiting[Int(lane)] == 0 {
        isPlaced[Int(lane)] = true
        order.append(lane)
        for later in forced[Int(lane)] { waiting[Int(later)] -= 1 }
      }
      if order.count == before { return wanted }
      rest.removeAll { isPlaced[Int($0)] }
    }
    return order
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
