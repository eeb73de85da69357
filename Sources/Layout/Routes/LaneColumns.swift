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
    if count > 8 { cut(lanes: lanes, pairs: pairs, order: order) }
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

  /// What a lane has to do with another.
  private struct Relation: Equatable, Sendable {
    var other: Int32
    var costLeft: Int32
    var costRight: Int32
  }

  /// Fills column after column with lanes that don't overlap, the first in the order first, and keeps forced orders
  /// only (as the left-edge algorithm of Hashimoto and Stevens, Wire routing by optimizing channel assignment within
  /// large apertures, DAC 1971, does with vertical constraints).
  private static func fill(_ lanes: [Lane], _ relations: Rows<Relation>, order: [Int32]) -> [Int32] {
    var columns = [Int32](repeating: -1, count: lanes.count)
    var waiting = [Int32](repeating: 0, count: lanes.count)
    for lane in order {
      for relation in relations[Int(lane)] where relation.costLeft >= LanePair.forbidden { waiting[Int(lane)] += 1 }
    }
    var rest = order
    var column: Int32 = 0
    while !rest.isEmpty {
      var taken: [(top: Int32, bottom: Int32)] = []
      var placed: [Int32] = []
      for lane in rest where waiting[Int(lane)] == 0 {
        let top = lanes[Int(lane)].top
        let bottom = lanes[Int(lane)].bottom
        if taken.contains(where: { $0.top <= bottom && top <= $0.bottom }) { continue }
        taken.append((top, bottom))
        placed.append(lane)
        columns[Int(lane)] = column
      }
      if placed.isEmpty { return [] }
      for lane in placed {
        for relation in relations[Int(lane)] where relation.costRight >= LanePair.forbidden {
          waiting[Int(relation.other)] -= 1
        }
      }
      rest.removeAll { columns[Int($0)] >= 0 }
      column += 1
    }
    return columns
  }

  /// Cuts stairs, if that saves columns.
  private mutating func cut(lanes: [Lane], pairs: [LanePair], order: [Int32]) {
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
    var result = Self.fill(lanes, relations, order: order)
    guard let last = result.max() else { return }
    let limit = max(8, last + 1 + last / 8)
    guard limit < count else { return }
    var prices = [Int](repeating: 0, count: Int(limit) + 1)
    let impossible = Int(LanePair.forbidden)

    /// The cheapest free column for a lane, given those of the others.
    func best(_ lane: Int32) -> Int32 {
      for column in 0...Int(limit) { prices[column] = 0 }
      // Each other lane adds its price to the columns at its left and, by differences, to those at its right.
      var price = 0
      for index in relations.range(Int(lane)) {
        let relation = relations.elements[index]
        let column = Int(result[Int(relation.other)])
        price += Int(relation.costLeft)
        prices[column] += impossible * 4 - Int(relation.costLeft)
        prices[column + 1] += Int(relation.costRight) - impossible * 4
      }
      let old = result[Int(lane)]
      var least = (column: old, price: Int.max)
      for column in 0..<limit {
        price += prices[Int(column)]
        if price < least.price || (price == least.price && column == old) { least = (column, price) }
      }
      return least.column
    }

    for _ in 0..<6 {
      var moved = false
      for lane in order {
        let column = best(lane)
        moved = moved || column != result[Int(lane)]
        result[Int(lane)] = column
      }
      if !moved { break }
    }
    columns = result
    count = (result.max() ?? -1) + 1
  }
}
