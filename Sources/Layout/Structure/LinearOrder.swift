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

  /// Orders `count` items.
  ///
  /// - Parameters:
  ///   - start: an order to begin with instead of the greedy one.
  ///   - moves: how many items may be moved by the local search.
  init(count: Int, arcs: [Arc], start: [Int32]? = nil, moves: Int = 20_000) {
    let outgoing = Rows(rows: count, keys: arcs.map(\.from), values: arcs)
    let incoming = Rows(rows: count, keys: arcs.map(\.to), values: arcs)
    order = start ?? Self.greedy(count: count, outgoing: outgoing, incoming: incoming)
    position = [Int32](repeating: 0, count: count)
    for (index, item) in order.enumerated() { position[Int(item)] = Int32(index) }
    improve(outgoing: outgoing, incoming: incoming, moves: moves)
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

  private mutating func improve(outgoing: Rows<Arc>, incoming: Rows<Arc>, moves: Int) {
    var left = moves
    var improved = true
    var stops: [(place: Int32, change: Int)] = []
    while improved && left > 0 {
      improved = false
      for item in order {
        stops.removeAll(keepingCapacity: true)
        // Passing a target to its right costs the arc's weight, passing a source gains it.
        for arc in outgoing[Int(item)] { stops.append((position[Int(arc.to)], Int(arc.weight))) }
        for arc in incoming[Int(item)] { stops.append((position[Int(arc.from)], -Int(arc.weight))) }
        if stops.isEmpty { continue }
        stops.sort { $0.place < $1.place }
        let here = position[Int(item)]
        var best: (cost: Int, place: Int32) = (0, here)
        var cost = 0
        for stop in stops where stop.place > here {
          cost += stop.change
          if cost < best.cost { best = (cost, stop.place) }
        }
        cost = 0
        for stop in stops.reversed() where stop.place < here {
          cost -= stop.change
          if cost < best.cost { best = (cost, stop.place) }
        }
        if best.place != here {
          move(from: Int(here), to: Int(best.place))
          improved = true
          left -= 1
          if left <= 0 { return }
        }
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
