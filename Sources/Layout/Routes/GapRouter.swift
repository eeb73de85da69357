/// Gives each lane of a gap a column, so that no two lines share cells and needless crossings don't occur.
///
/// For each two lanes that overlap, both orders are compared (Sander: A fast heuristic for hierarchical Manhattan
/// layout, GD 1995; Eclipse ELK's orthogonal routing generator): that a stub runs into a stub of the other is
/// forbidden, crossings are counted. A linear order of the lanes follows the cheaper order of as many pairs as possible; where a cycle of forbidden
/// orders is left, a lane is split in two with a free row between.
struct GapRouter {
  /// Where the lines of a wire turn.
  struct Turn: Equatable {
    /// The column of the lane at the left pins.
    var left: Int32
    /// The column of the lane at the right pins; the same unless the lane is split.
    var right: Int32
    /// The row between the two columns of a split lane.
    var middle: Int32
  }

  /// The turns of wires that are not straight, by wire.
  private(set) var turns: [(wire: Int32, turn: Turn)] = []
  /// How many columns the lanes take.
  private(set) var columns: Int32 = 0
  /// The greatest row used by a split.
  private(set) var lowestRow: Int32 = -1

  private var lanes: [Lane]
  private var partOf: [(wire: Int32, isRight: Bool, isSplit: Bool)]
  private var middles: [Int32: Int32] = [:]

  /// Routes a gap.
  ///
  /// - Parameters:
  ///   - usedRows: all rows at which wires enter the gap on either side.
  ///   - height: the rows of the drawing.
  init(lanes: [Lane], usedRows: Set<Int32>, height: Int32) {
    self.lanes = lanes
    partOf = lanes.map { ($0.wire, false, false) }
    var used = usedRows
    var order: [Int32] = []
    for attempt in 0... {
      let relations = compare()
      order = LinearOrder(count: self.lanes.count, arcs: relations, moves: 100_000).order
      guard let broken = firstOverlap(order), attempt < 200 else { break }
      split(broken, used: &used, height: height)
    }
    assign(order)
  }

  private static let forbidden: Int32 = 1_000_000

  /// The lanes that overlap vertically, in pairs: by a sweep over their tops.
  private func forEachPair(_ body: (Int, Int) -> Void) {
    let byTop = lanes.indices.sorted { (lanes[$0].top, $0) < (lanes[$1].top, $1) }
    var active: [Int] = []
    for index in byTop {
      let top = lanes[index].top
      active.removeAll { lanes[$0].bottom < top }
      for other in active { body(min(index, other), max(index, other)) }
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
    for index in lanes.indices where partOf[index].isSplit && partOf[index].isRight {
      // The left half stays to the left of its right half, which stands right before it in the list.
      if let left = lanes.indices.first(where: { partOf[$0].wire == partOf[index].wire && !partOf[$0].isRight }) {
        arcs.append(.init(from: Int32(left), to: Int32(index), weight: Self.forbidden))
      }
    }
    return arcs
  }

  /// A lane that must be split, because it has a stub at the left in cells of a stub of an earlier lane.
  private func firstOverlap(_ order: [Int32]) -> Int? {
    var place = [Int](repeating: 0, count: lanes.count)
    for (index, lane) in order.enumerated() { place[Int(lane)] = index }
    var found: Int?
    forEachPair { a, b in
      if found != nil { return }
      let (left, right) = place[a] < place[b] ? (a, b) : (b, a)
      if lanes[left].costLeft(of: lanes[right]).overlaps {
        // Prefer the lane that is whole, and of two the one with fewer stubs.
        if partOf[right].isSplit {
          found = partOf[left].isSplit ? nil : left
        } else if partOf[left].isSplit {
          found = right
        } else {
          found = lanes[left].leaves.count < lanes[right].leaves.count ? left : right
        }
      }
    }
    return found
  }

  private mutating func split(_ index: Int, used: inout Set<Int32>, height: Int32) {
    let lane = lanes[index]
    var middle = lane.top + 1
    var distance: Int32 = 0
    let center = (lane.top + lane.bottom) / 2
    while true {
      if center - distance >= 0, !used.contains(center - distance) {
        middle = center - distance
        break
      }
      if !used.contains(center + distance) {
        middle = center + distance
        break
      }
      distance += 1
    }
    used.insert(middle)
    middles[lane.wire] = middle
    lowestRow = max(lowestRow, middle)
    let all = lane.root.weight
    let rootPart = Lane(
      wire: lane.wire, root: lane.root.row, rootIsLeft: lane.rootIsLeft,
      leaves: [.init(row: middle, weight: all)], leavesAreLeft: !lane.rootIsLeft)
    let leafPart = Lane(
      wire: lane.wire, root: middle, rootIsLeft: lane.rootIsLeft, leaves: lane.leaves,
      leavesAreLeft: lane.leavesAreLeft)
    lanes[index] = lane.rootIsLeft ? rootPart : leafPart
    partOf[index] = (lane.wire, false, true)
    lanes.append(lane.rootIsLeft ? leafPart : rootPart)
    partOf.append((lane.wire, true, true))
  }

  /// Lanes that overlap get different columns, in their order: longest paths.
  private mutating func assign(_ order: [Int32]) {
    var place = [Int](repeating: 0, count: lanes.count)
    for (index, lane) in order.enumerated() { place[Int(lane)] = index }
    var earlier = [[Int32]](repeating: [], count: lanes.count)
    forEachPair { a, b in
      if place[a] < place[b] { earlier[b].append(Int32(a)) } else { earlier[a].append(Int32(b)) }
    }
    var column = [Int32](repeating: 0, count: lanes.count)
    var leftHalf: [Int32: Int32] = [:]
    for index in order.map({ Int($0) }) {
      for other in earlier[index] { column[index] = max(column[index], column[Int(other)] + 1) }
      if partOf[index].isSplit {
        if partOf[index].isRight, let left = leftHalf[partOf[index].wire] {
          column[index] = max(column[index], left + 1)
        }
        if !partOf[index].isRight { leftHalf[partOf[index].wire] = column[index] }
      }
      columns = max(columns, column[index] + 1)
    }
    var rightColumn: [Int32: Int32] = [:]
    for index in lanes.indices where partOf[index].isSplit && partOf[index].isRight {
      rightColumn[partOf[index].wire] = column[index]
    }
    for index in lanes.indices where !partOf[index].isRight {
      let wire = partOf[index].wire
      turns.append(
        (wire, Turn(left: column[index], right: rightColumn[wire] ?? column[index], middle: middles[wire] ?? 0)))
    }
  }
}
