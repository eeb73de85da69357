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
    var order: [Int32] = []
    for attempt in 0... {
      order = LinearOrder(count: self.lanes.count, arcs: compare(), moves: 100_000).order
      guard let broken = firstOverlap(order), attempt < 1000 else { break }
      split(broken, used: &used, height: height)
    }
    assign(order)
  }

  private static let forbidden: Int32 = 1_000_000

  /// The lanes that overlap vertically, in pairs, less those of one wire: by a sweep over their tops.
  private func forEachPair(_ body: (Int, Int) -> Void) {
    let byTop = lanes.indices.sorted { (lanes[$0].top, $0) < (lanes[$1].top, $1) }
    var active: [Int] = []
    for index in byTop {
      let top = lanes[index].top
      active.removeAll { lanes[$0].bottom < top }
      for other in active where lanes[other].wire != lanes[index].wire { body(min(index, other), max(index, other)) }
      active.append(index)
    }
  }

  private func compare() -> [LinearOrder.Arc] {
    var arcs: [LinearOrder.Arc] = []
    forEachPair { a, b in
      let ab = lanes[a].costLeft(of: lanes[b])
      let ba = lanes[b].costLeft(of: lanes[a])
      let costAB = ab.overlaps ? Self.forbidden : ab.crossings
      let costBA = ba.overlaps ? Self.forbidden : ba.crossings
      if costAB < costBA {
        arcs.append(.init(from: Int32(a), to: Int32(b), weight: costBA - costAB))
      } else if costBA < costAB {
        arcs.append(.init(from: Int32(b), to: Int32(a), weight: costAB - costBA))
      }
    }
    for index in lanes.indices where isRightHalf[index] {
      arcs.append(.init(from: otherHalf[index], to: Int32(index), weight: Self.forbidden))
    }
    return arcs
  }

  /// A whole lane that must be split, because stubs would share cells in any order nearby. Halves never need that: no
  /// other line has the row between them.
  private func firstOverlap(_ order: [Int32]) -> Int? {
    var place = [Int](repeating: 0, count: lanes.count)
    for (index, lane) in order.enumerated() { place[Int(lane)] = index }
    var found: Int?
    forEachPair { a, b in
      if found != nil { return }
      let (left, right) = place[a] < place[b] ? (a, b) : (b, a)
      guard lanes[left].costLeft(of: lanes[right]).overlaps else { return }
      if otherHalf[right] >= 0 {
        found = otherHalf[left] >= 0 ? nil : left
      } else if otherHalf[left] >= 0 {
        found = right
      } else {
        found = lanes[left].leaves.count < lanes[right].leaves.count ? left : right
      }
    }
    return found
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

  /// Lanes that overlap get different columns, in their order: longest paths.
  private mutating func assign(_ order: [Int32]) {
    var place = [Int](repeating: 0, count: lanes.count)
    for (index, lane) in order.enumerated() { place[Int(lane)] = index }
    var earlier = [[Int32]](repeating: [], count: lanes.count)
    forEachPair { a, b in
      if place[a] < place[b] { earlier[b].append(Int32(a)) } else { earlier[a].append(Int32(b)) }
    }
    // A fork to both sides and straight on would look like a crossing: its halves turn in different columns.
    var forks: [Int32: Int] = [:]
    for index in lanes.indices where lanes[index].passesStraight {
      guard let other = forks.updateValue(index, forKey: lanes[index].wire) else { continue }
      if place[index] < place[other] {
        earlier[other].append(Int32(index))
      } else {
        earlier[index].append(Int32(other))
      }
    }
    var column = [Int32](repeating: 0, count: lanes.count)
    for index in order.map({ Int($0) }) {
      for other in earlier[index] { column[index] = max(column[index], column[Int(other)] + 1) }
      if isRightHalf[index] { column[index] = max(column[index], column[Int(otherHalf[index])] + 1) }
      columns = max(columns, column[index] + 1)
    }
    for index in lanes.indices where !isRightHalf[index] {
      let right = otherHalf[index] < 0 ? index : Int(otherHalf[index])
      turns.append(
        Turn(
          wire: lanes[index].wire, isUp: lanes[index].isUp, left: column[index], right: column[right],
          middle: middles[index]))
    }
  }
}
