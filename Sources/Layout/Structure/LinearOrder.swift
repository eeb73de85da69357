/// Orders items so that the weight of arcs that point backwards is small.
///
/// The start is the greedy heuristic of Eades, Lin and Smyth (A fast and effective heuristic for the feedback arc set
/// problem, IPL 1993); then each item is moved to its best place until none gains (insertion local search).
struct LinearOrder {
  /// An arc from one item to another, which costs its weight where it points backwards.
  struct Arc: Equatable, Sendable {
    var from: Int32
    var to: Int32
    var weight: Int32
  }

  /// The items in order.
  private(set) var order: [Int32]
  private var position: [Int32]

  /// Orders `count` items; none has more than one arc to another.
  ///
  /// - Parameters:
  ///   - start: an order to begin with instead of the greedy one.
  ///   - work: how many arcs the local search may look at.
  init(count: Int, arcs: [Arc], start: [Int32]? = nil, work: Int = 2_000_000) {
    let outgoing = Rows(rows: count, keys: arcs.map(\.from), values: arcs)
    let incoming = Rows(rows: count, keys: arcs.map(\.to), values: arcs)
    order = start ?? Self.greedy(count: count, outgoing: outgoing, incoming: incoming)
    position = [Int32](repeating: 0, count: count)
    for (index, item) in order.enumerated() { position[Int(item)] = Int32(index) }
    improve(outgoing: outgoing, incoming: incoming, work: work)
  }

  private static func greedy(count: Int, outgoing: Rows<Arc>, incoming: Rows<Arc>) -> [Int32] {
    var out = [Int](repeating: 0, count: count)
    var into = out
    for item in 0..<count {
      for arc in outgoing[item] { out[item] += Int(arc.weight) }
      for arc in incoming[item] { into[item] += Int(arc.weight) }
    }
    var isPlaced = [Bool](repeating: false, count: count)
    var head: [Int32] = []
    var tail: [Int32] = []
    var ready: [Int32] = (0..<Int32(count)).reversed().filter { out[Int($0)] == 0 || into[Int($0)] == 0 }

    func place(_ item: Int) {
      isPlaced[item] = true
      for arc in outgoing[item] where !isPlaced[Int(arc.to)] {
        into[Int(arc.to)] -= Int(arc.weight)
        if into[Int(arc.to)] == 0 { ready.append(arc.to) }
      }
      for arc in incoming[item] where !isPlaced[Int(arc.from)] {
        out[Int(arc.from)] -= Int(arc.weight)
        if out[Int(arc.from)] == 0 { ready.append(arc.from) }
      }
    }

    while head.count + tail.count < count {
      var next = -1
      while next < 0, let item = ready.popLast() {
        if !isPlaced[Int(item)] { next = Int(item) }
      }
      if next < 0 {
        var best = Int.min
        for item in 0..<count where !isPlaced[item] && out[item] - into[item] > best {
          best = out[item] - into[item]
          next = item
        }
        head.append(Int32(next))
      } else if into[next] == 0 {
        head.append(Int32(next))
      } else {
        tail.append(Int32(next))
      }
      place(next)
    }
    return head + tail.reversed()
  }

  private mutating func improve(outgoing: Rows<Arc>, incoming: Rows<Arc>, work: Int) {
    var left = work
    var improved = true
    // What it changes to pass the item at each place from left to right.
    var change = [Int](repeating: 0, count: order.count)
    while improved && left > 0 {
      improved = false
      for item in order {
        let outgoingRange = outgoing.range(Int(item))
        let incomingRange = incoming.range(Int(item))
        var first = position[Int(item)]
        var last = first
        for index in outgoingRange {
          let place = position[Int(outgoing.elements[index].to)]
          change[Int(place)] += Int(outgoing.elements[index].weight)
          first = min(first, place)
          last = max(last, place)
        }
        for index in incomingRange {
          let place = position[Int(incoming.elements[index].from)]
          change[Int(place)] -= Int(incoming.elements[index].weight)
          first = min(first, place)
          last = max(last, place)
        }
        let here = position[Int(item)]
        var best = (cost: 0, place: here)
        var cost = 0
        var place = here + 1
        while place <= last {
          cost += change[Int(place)]
          change[Int(place)] = 0
          if cost < best.cost { best = (cost, place) }
          place += 1
        }
        cost = 0
        place = here - 1
        while place >= first {
          cost -= change[Int(place)]
          change[Int(place)] = 0
          if cost < best.cost { best = (cost, place) }
          place -= 1
        }
        left -= outgoingRange.count + incomingRange.count
        if best.place != here {
          move(from: Int(here), to: Int(best.place))
          improved = true
        }
        if left <= 0 { return }
      }
    }
  }

  private mutating func move(from: Int, to: Int) {
    let item = order[from]
    let step = to > from ? 1 : -1
    var place = from
    while place != to {
      order[place] = order[place + step]
      position[Int(order[place])] = Int32(place)
      place += step
    }
    order[to] = item
    position[Int(item)] = Int32(to)
  }
}
