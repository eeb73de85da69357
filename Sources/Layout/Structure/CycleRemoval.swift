/// Chooses for each link the end that stands earlier in the flow, so that no cycle remains.
///
/// Only links within a strongly connected component can run against the flow; within one, `LinearOrder` keeps their
/// number small. Mutual links fit in either direction and follow the order that the others give.
///
/// - Returns: for each link whether it runs against the flow.
/// - Parameter isDepthFirst: whether to turn the links that lead back on a depth-first walk instead: mostly more of them,
///   but now and then they fit better.
/// - Parameter seed: another number than 1 makes the search for an order start from a random one.
func cycleRemoval(count: Int, links: [Link], isDepthFirst: Bool, seed: UInt64 = 1) -> [Bool] {
  let oneWay = links.filter { !$0.isMutual }
  let successors = Rows(rows: count, keys: oneWay.map(\.source), values: oneWay.map(\.target))
  let component = strongComponents(successors)
  var members = [Int32](repeating: 0, count: count)
  for node in 0..<count { members[Int(component[node])] += 1 }

  // One order serves all components at once: arcs between components never point backwards.
  let isCyclic = component.map { members[Int($0)] > 1 }
  let inside = oneWay.filter { component[Int($0.source)] == component[Int($0.target)] && isCyclic[Int($0.source)] }
  var reversed = [Bool](repeating: false, count: links.count)
  var position = [Int32](repeating: 0, count: count)
  if !inside.isEmpty && isDepthFirst {
    position = finishingPlaces(successors)
    for (index, link) in links.enumerated() where !link.isMutual {
      reversed[index] = position[Int(link.source)] > position[Int(link.target)]
    }
  } else if !inside.isEmpty {
    var local = [Int32](repeating: -1, count: count)
    var nodes: [Int32] = []
    for node in 0..<count where isCyclic[node] {
      local[node] = Int32(nodes.count)
      nodes.append(Int32(node))
    }
    var start: [Int32]?
    if seed != 1 {
      var generator = SplitMix64(seed: seed)
      var shuffled = nodes.indices.map { Int32($0) }
      for place in shuffled.indices.dropFirst() { shuffled.swapAt(place, generator.below(place + 1)) }
      start = shuffled
    }
    let order = LinearOrder(
      count: nodes.count,
      arcs: inside.map { LinearOrder.Arc(from: local[Int($0.source)], to: local[Int($0.target)], weight: 1) },
      start: start)
    for (index, item) in order.order.enumerated() { position[Int(nodes[Int(item)])] = Int32(index) }
    for (index, link) in links.enumerated() where !link.isMutual {
      let source = Int(link.source)
      let target = Int(link.target)
      reversed[index] = component[source] == component[target] && position[source] > position[target]
    }
  }
  guard oneWay.count < links.count else { return reversed }

  // Mutual links follow a topological order of the rest.
  let order = topologicalOrder(count: count, links: links, reversed: reversed)
  for (index, node) in order.enumerated() { position[Int(node)] = Int32(index) }
  for (index, link) in links.enumerated() where link.isMutual {
    reversed[index] = position[Int(link.source)] > position[Int(link.target)]
  }
  return reversed
}

/// The places of nodes in the reverse order in which a depth-first walk leaves them; walks start at sources.
private func finishingPlaces(_ successors: Rows<Int32>) -> [Int32] {
  let count = successors.count
  var isTarget = [Bool](repeating: false, count: count)
  for target in successors.elements { isTarget[Int(target)] = true }
  var places = [Int32](repeating: -1, count: count)
  var isMet = [Bool](repeating: false, count: count)
  var next = Int32(count)
  let starts = (0..<count).filter { !isTarget[$0] } + (0..<count).filter { isTarget[$0] }
  for start in starts where !isMet[start] {
    isMet[start] = true
    var stack = [(node: start, index: Int(successors.starts[start]))]
    while let (node, index) = stack.last {
      if index == Int(successors.starts[node + 1]) {
        next -= 1
        places[node] = next
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].index += 1
      let target = Int(successors.elements[index])
      if !isMet[target] {
        isMet[target] = true
        stack.append((target, Int(successors.starts[target])))
      }
    }
  }
  return places
}

/// An order in which one-way links, turned where they run against the flow, point forwards; nodes near the sources
/// first. Nodes that only mutual links reach follow their neighbours.
private func topologicalOrder(count: Int, links: [Link], reversed: [Bool]) -> [Int32] {
  var from: [Int32] = []
  var to: [Int32] = []
  var mutualFrom: [Int32] = []
  var mutualTo: [Int32] = []
  var waiting = [Int32](repeating: 0, count: count)
  for (index, link) in links.enumerated() {
    if link.isMutual {
      mutualFrom += [link.source, link.target]
      mutualTo += [link.target, link.source]
    } else {
      from.append(reversed[index] ? link.target : link.source)
      to.append(reversed[index] ? link.source : link.target)
      waiting[Int(to[to.count - 1])] += 1
    }
  }
  let successors = Rows(rows: count, keys: from, values: to)
  let mutual = Rows(rows: count, keys: mutualFrom, values: mutualTo)

  // Breadth first, where a node waits for its one-way predecessors; mutual neighbours are reached early. Nodes that
  // have mutual links alone are poor places to start from.
  let sources = (0..<count).filter { waiting[$0] == 0 }
  let seeds =
    sources.filter { !successors[$0].isEmpty || mutual[$0].isEmpty }
    + sources.filter { successors[$0].isEmpty && !mutual[$0].isEmpty }
  var order: [Int32] = []
  order.reserveCapacity(count)
  var isReached = [Bool](repeating: false, count: count)
  var next = 0
  for seed in seeds where !isReached[seed] {
    isReached[seed] = true
    order.append(Int32(seed))
    while next < order.count {
      let node = Int(order[next])
      next += 1
      for successor in successors[node] {
        waiting[Int(successor)] -= 1
        if waiting[Int(successor)] == 0, !isReached[Int(successor)] {
          isReached[Int(successor)] = true
          order.append(successor)
        }
      }
      for neighbour in mutual[node] where waiting[Int(neighbour)] == 0 && !isReached[Int(neighbour)] {
        isReached[Int(neighbour)] = true
        order.append(neighbour)
      }
    }
  }
  return order
}
