import Metrics

/// All hops of a refresh, found again by the labels that make them.
///
/// The thirteen labels of a row's ends are compared as numbers; what the rules say of them is worked out once for each
/// distinct combination, not for each row.
struct HopTable {
  private(set) var hops: [Hop] = []
  private(set) var ends: [End] = []
  private(set) var details: [EndDetail] = []
  private(set) var services: [Service] = []
  private(set) var pairs: [(source: EndIndex, destination: EndIndex)] = []
  /// How many series were left out, by ``Rejection``.
  private(set) var rejected = [Int](repeating: 0, count: Rejection.allCases.count)

  private static let width = TrafficLabel.ends.count
  private var keys: [StringID] = []
  /// For each known combination its hop, or a rejection as `-1 - rawValue`.
  private var found: [Int32] = []
  private var slots = [Int32](repeating: -1, count: 1024)
  private var endNumbers: [End: EndIndex] = [:]
  private var serviceNumbers: [Service: ServiceIndex] = [:]
  private var pairNumbers: [UInt64: Int32] = [:]

  /// The hop of a row, or nil where the row is left out.
  mutating func hop(_ answer: Vector, _ row: Int, _ columns: [Int], _ reader: inout EndReader) -> Int? {
    var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
    for column in columns {
      hash = (hash ^ UInt64(UInt32(bitPattern: answer.cell(row, column).index))) &* 0xff51_afd7_ed55_8ccd
      hash ^= hash >> 32
    }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      if isSame(Int(slots[slot]), answer, row, columns) { return result(Int(slots[slot])) }
      slot = (slot + 1) & mask
    }
    let number = found.count
    slots[slot] = Int32(number)
    let labels = columns.map { answer.cell(row, $0) }
    keys += labels
    switch reader.read(labels) {
    case .failure(let rejection): found.append(Int32(-1 - rejection.rawValue))
    case .success(let route): found.append(add(route))
    }
    if found.count * 2 > slots.count { grow() }
    return result(number)
  }

  /// Counts a series that is left out for a reason other than its ends.
  mutating func reject(_ rejection: Rejection) { rejected[rejection.rawValue] += 1 }

  /// The number of an end, which comes into the table if it is not there yet.
  mutating func number(of end: End, _ detail: EndDetail = EndDetail()) -> EndIndex {
    if let known = endNumbers[end] {
      if details[Int(known)].app == .absent { details[Int(known)] = detail }
      return known
    }
    let number = EndIndex(ends.count)
    endNumbers[end] = number
    ends.append(end)
    details.append(detail)
    return number
  }

  /// The number of the pair of two ends, which comes into the table if it is not there yet.
  mutating func pair(_ source: EndIndex, _ destination: EndIndex) -> Int32 {
    let key = UInt64(UInt32(bitPattern: source)) << 32 | UInt64(UInt32(bitPattern: destination))
    if let known = pairNumbers[key] { return known }
    let number = Int32(pairs.count)
    pairNumbers[key] = number
    pairs.append((source, destination))
    return number
  }

  private mutating func add(_ route: Route) -> Int32 {
    let source = number(of: route.source, route.sourceDetail)
    let destination = number(of: route.destination, route.destinationDetail)
    var service: ServiceIndex = -1
    if let called = route.service {
      service = serviceNumbers[called] ?? ServiceIndex(services.count)
      if Int(service) == services.count {
        serviceNumbers[called] = service
        services.append(called)
      }
    }
    hops.append(Hop(source: source, destination: destination, service: service, pair: pair(source, destination)))
    return Int32(hops.count - 1)
  }

  private mutating func result(_ number: Int) -> Int? {
    let value = found[number]
    if value >= 0 { return Int(value) }
    rejected[Int(-1 - value)] += 1
    return nil
  }

  private func isSame(_ number: Int, _ answer: Vector, _ row: Int, _ columns: [Int]) -> Bool {
    let start = number * Self.width
    for place in 0..<Self.width where keys[start + place] != answer.cell(row, columns[place]) { return false }
    return true
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = Array(repeating: -1, count: mask + 1)
    for number in found.indices {
      var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
      for place in 0..<Self.width {
        hash = (hash ^ UInt64(UInt32(bitPattern: keys[number * Self.width + place].index))) &* 0xff51_afd7_ed55_8ccd
        hash ^= hash >> 32
      }
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(number)
    }
  }
}
