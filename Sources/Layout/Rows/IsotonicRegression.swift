/// Places numbers in a given order, none above the next, as near as possible to wishes: the sum of
/// weight · |number − wish| is least.
///
/// One pass with a heap of the cost's break points ("slope trick"): O(k log k) for k wishes. The results are wishes or
/// bounds, so whole numbers stay whole.
struct IsotonicRegression {
  private var heap: [(wish: Int32, weight: Int32)] = []
  private var least: [Int32] = []

  /// Starts a new row of numbers.
  mutating func begin() {
    heap.removeAll(keepingCapacity: true)
    least.removeAll(keepingCapacity: true)
  }

  /// Adds a wish for the number that comes next.
  mutating func wish(_ value: Int32, weight: Int32) {
    // |x − wish| changes its slope by twice the weight.
    push(value, weight * 2)
    pending += weight
  }

  private var pending: Int32 = 0

  /// Ends the wishes for a number.
  mutating func endNumber() {
    // Later numbers may be greater at no cost: cut the rising part of the sum.
    while pending > 0, let top = heap.first {
      if top.weight <= pending {
        pending -= top.weight
        pop()
      } else {
        heap[0].weight -= pending
        pending = 0
      }
    }
    pending = 0
    least.append(heap.first?.wish ?? .min)
  }

  /// The numbers, within bounds.
  mutating func solve(into result: inout [Int32], from lower: Int32, through upper: Int32) {
    result.removeAll(keepingCapacity: true)
    result.append(contentsOf: least)
    var next = upper
    var index = result.count - 1
    while index >= 0 {
      next = min(next, max(lower, result[index]))
      result[index] = next
      index -= 1
    }
  }

  private mutating func push(_ wish: Int32, _ weight: Int32) {
    heap.append((wish, weight))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if heap[parent].wish >= heap[child].wish { break }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func pop() {
    let last = heap.removeLast()
    if heap.isEmpty { return }
    heap[0] = last
    var parent = 0
    while true {
      var child = parent * 2 + 1
      if child >= heap.count { break }
      if child + 1 < heap.count, heap[child + 1].wish > heap[child].wish { child += 1 }
      if heap[parent].wish >= heap[child].wish { break }
      heap.swapAt(parent, child)
      parent = child
    }
  }
}
