/// Numbers the strongly connected components of a directed graph: O(V + E)
/// (Tarjan: Depth-first search and linear graph algorithms, SIAM J. Comput. 1972), without recursion.
///
/// - Parameter successors: the targets of each node.
/// - Returns: the component of each node; components that a component leads to have lower numbers.
func strongComponents(_ successors: Rows<Int32>) -> [Int32] {
  let count = successors.count
  var component = [Int32](repeating: -1, count: count)
  var index = [Int32](repeating: -1, count: count)
  var low = [Int32](repeating: 0, count: count)
  var cursor = successors.starts
  var stack: [Int32] = []
  var calls: [Int32] = []
  var nextIndex: Int32 = 0
  var nextComponent: Int32 = 0

  for start in 0..<count where index[start] < 0 {
    calls.append(Int32(start))
    while let top = calls.last {
      let node = Int(top)
      if index[node] < 0 {
        index[node] = nextIndex
        low[node] = nextIndex
        nextIndex += 1
        stack.append(top)
      }
      var descended = false
      while cursor[node] < successors.starts[node + 1] {
        let next = Int(successors.elements[Int(cursor[node])])
        if index[next] < 0 {
          calls.append(Int32(next))
          descended = true
          break
        }
        if component[next] < 0 { low[node] = min(low[node], low[next]) }
        cursor[node] += 1
      }
      if descended { continue }
      calls.removeLast()
      if low[node] == index[node] {
        while let member = stack.popLast() {
          component[Int(member)] = nextComponent
          if Int(member) == node { break }
        }
        nextComponent += 1
      }
    }
  }
  return component
}
