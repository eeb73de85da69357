/// Two lanes that pass a row in common, and what either order of them costs.
struct LanePair {
  var a: Int32
  var b: Int32
  /// Crossings with a to the left of b.
  var costAB: Int32
  /// Crossings with b to the left of a.
  var costBA: Int32

  /// The cost of an order in which two lines would share cells.
  static let forbidden: Int32 = 1_000_000

  /// The cheaper order, if they differ.
  var preference: LinearOrder.Arc? {
    if costAB < costBA { return .init(from: a, to: b, weight: costBA - costAB) }
    if costBA < costAB { return .init(from: b, to: a, weight: costAB - costBA) }
    return nil
  }
}

/// Gives lanes columns, different ones where they overlap.
///
/// The columns that no needless crossing allows are the longest paths through the lanes' order. Where lanes form long
/// stairs, that is many times what the lanes need; then the stairs are cut, and each lane moves to the column where it
/// costs the fewest crossings.
struct LaneColumns {
  /// The column of each lane.
  private(set) var columns: [Int32]
  /// The number of columns.
  private(set) var count: Int32 = 0

  init(lanes: [Lane], pairs: [LanePair], order: [Int32]) {
    columns = Self.longestPaths(lanes: lanes, pairs: pairs, order: order)
    count = (columns.max() ?? -1) + 1
    let density = Self.density(lanes)
    var limit = max(8, density + density / 4 + 1)
    while count > limit, !cut(lanes: lanes, pairs: pairs, order: order, limit: limit) { limit += limit / 4 }
  }

  private static func longestPaths(lanes: [Lane], pairs: [LanePair], order: [Int32]) -> [Int32] {
    var place = [Int32](repeating: 0, count: lanes.count)
    for (index, lane) in order.enumerated() { place[Int(lane)] = Int32(index) }
    var later: [Int32] = []
    var earlier: [Int32] = []
    for pair in pairs {
      let isAB = place[Int(pair.a)] < place[Int(pair.b)]
      later.append(isAB ? pair.b : pair.a)
      earlier.append(isAB ? pair.a : pair.b)
    }
    let before = Rows(rows: lanes.count, keys: later, values: earlier)
    var columns = [Int32](repeating: 0, count: lanes.count)
    for lane in order {
      for other in before[Int(lane)] { columns[Int(lane)] = max(columns[Int(lane)], columns[Int(other)] + 1) }
    }
    return columns
  }

  /// The greatest number of lanes that pass one row.
  private static func density(_ lanes: [Lane]) -> Int32 {
    var events: [(row: Int32, change: Int32)] = []
    for lane in lanes { events += [(lane.top, 1), (lane.bottom + 1, -1)] }
    events.sort { ($0.row, $0.change) < ($1.row, $1.change) }
    var now: Int32 = 0
    var most: Int32 = 0
    for event in events {
      now += event.change
      most = max(most, now)
    }
    return most
  }

  /// What a lane has to do with another.
  private struct Relation: Equatable, Sendable {
    var other: Int32
    var costLeft: Int32
    var costRight: Int32
  }

  /// The first and last column that chains of lanes in forced order leave to each lane.
  private static func room(
    _ relations: Rows<Relation>, order: [Int32], limit: Int32
  ) -> (first: [Int32], last: [Int32]) {
    var first = [Int32](repeating: 0, count: order.count)
    var last = [Int32](repeating: limit - 1, count: order.count)
    for lane in order {
      for relation in relations[Int(lane)] where relation.costLeft >= LanePair.forbidden {
        first[Int(lane)] = max(first[Int(lane)], first[Int(relation.other)] + 1)
      }
    }
    for lane in order.reversed() {
      last[Int(lane)] = limit - 1
      for relation in relations[Int(lane)] where relation.costRight >= LanePair.forbidden {
        last[Int(lane)] = min(last[Int(lane)], last[Int(relation.other)] - 1)
      }
    }
    return (first, last)
  }

  /// Squeezes the lanes into a number of columns, if that is possible.
  private mutating func cut(lanes: [Lane], pairs: [LanePair], order: [Int32], limit: Int32) -> Bool {
    var keys: [Int32] = []
    var values: [Relation] = []
    for pair in pairs {
      keys += [pair.a, pair.b]
      values += [
        Relation(other: pair.b, costLeft: pair.costAB, costRight: pair.costBA),
        Relation(other: pair.a, costLeft: pair.costBA, costRight: pair.costAB),
      ]
    }
    let relations = Rows(rows: lanes.count, keys: keys, values: values)
    let room = Self.room(relations, order: order, limit: limit)
    var result = [Int32](repeating: -1, count: lanes.count)
    var prices = [Int](repeating: 0, count: Int(limit) + 1)
    let impossible = Int(LanePair.forbidden)

    /// The cheapest free column for a lane, given those of the others; a wanted one among equals.
    func best(_ lane: Int32, near wanted: Int32) -> (column: Int32, price: Int) {
      for column in 0...Int(limit) { prices[column] = 0 }
      // Each other lane adds its price to the columns at its left and, by differences, to those at its right.
      var base = 0
      for index in relations.range(Int(lane)) {
        let relation = relations.elements[index]
        let column = result[Int(relation.other)]
        if column < 0 { continue }
        base += Int(relation.costLeft)
        prices[Int(column)] += impossible * 4 - Int(relation.costLeft)
        prices[Int(column) + 1] += Int(relation.costRight) - impossible * 4
      }
      var least = (column: wanted, price: Int.max)
      var price = base
      for column in 0..<limit {
        price += prices[Int(column)]
        if column < room.first[Int(lane)] || column > room.last[Int(lane)] { continue }
        if price < least.price || (price == least.price && abs(column - wanted) < abs(least.column - wanted)) {
          least = (column, price)
        }
      }
      return least
    }

    for lane in order.sorted(by: { (lanes[Int($0)].top, $0) < (lanes[Int($1)].top, $1) }) {
      result[Int(lane)] = best(lane, near: columns[Int(lane)] % limit).column
    }
    var total = 0
    for round in 0..<16 where round < 6 || total >= impossible {
      var moved = false
      total = 0
      for lane in order {
        let old = result[Int(lane)]
        result[Int(lane)] = -1
        let (column, price) = best(lane, near: old)
        result[Int(lane)] = column
        moved = moved || column != old
        total = max(total, price)
      }
      if !moved { break }
    }
    guard total < impossible else { return false }
    columns = result
    count = (result.max() ?? -1) + 1
    return true
  }
}
