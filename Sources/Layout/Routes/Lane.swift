/// The vertical part of a wire in a gap, with the stubs that lead from it to the left and to the right.
struct Lane {
  /// A place where a stub leaves the lane.
  struct Stub {
    var row: Int32
    /// How many calls pass the stub.
    var weight: Int32
  }

  /// The wire.
  var wire: Int32
  /// Whether the lane leads up from its root, or down.
  var isUp: Bool
  /// Whether the wire also goes straight on from the root's row, past the lane.
  var passesStraight: Bool
  /// Where the wire's links meet.
  var root: Stub
  var rootIsLeft: Bool
  /// Where they part.
  var leaves: [Stub]
  var leavesAreLeft: Bool
  /// The topmost and bottommost rows.
  var top: Int32
  var bottom: Int32

  init(
    wire: Int32, isUp: Bool, passesStraight: Bool, root: Int32, rootIsLeft: Bool, leaves: [Stub], leavesAreLeft: Bool
  ) {
    self.wire = wire
    self.isUp = isUp
    self.passesStraight = passesStraight
    self.root = Stub(row: root, weight: leaves.reduce(0) { $0 + $1.weight })
    self.rootIsLeft = rootIsLeft
    self.leaves = leaves
    self.leavesAreLeft = leavesAreLeft
    top = leaves.reduce(root) { min($0, $1.row) }
    bottom = leaves.reduce(root) { max($0, $1.row) }
  }

  /// How many calls pass a row on the lane.
  @inline(__always)
  func calls(passing row: Int32) -> Int32 {
    if row < top || row > bottom { return 0 }
    var sum: Int32 = 0
    for leaf in leaves where (leaf.row < row) != (root.row < row) || leaf.row == row || root.row == row {
      sum += leaf.weight
    }
    return sum
  }

  /// Whether a stub to the left (or right) leaves at a row.
  @inline(__always)
  func hasStub(at row: Int32, left: Bool) -> Bool {
    if rootIsLeft == left && root.row == row { return true }
    guard leavesAreLeft == left else { return false }
    for leaf in leaves where leaf.row == row { return true }
    return false
  }

  /// What it costs to have this lane to the left of another: crossings, or `LanePair.forbidden` where stubs of the two
  /// would share cells.
  func costLeft(of other: Lane) -> Int32 {
    var sum: Int32 = 0
    if !rootIsLeft && !add(root, passing: other, &sum) { return LanePair.forbidden }
    if !leavesAreLeft {
      for leaf in leaves where !add(leaf, passing: other, &sum) { return LanePair.forbidden }
    }
    if other.rootIsLeft { sum += other.root.weight * calls(passing: other.root.row) }
    if other.leavesAreLeft { for leaf in other.leaves { sum += leaf.weight * calls(passing: leaf.row) } }
    return sum
  }

  /// Adds the crossings of a stub to the right with another lane; false where a stub of that lane is in the way.
  @inline(__always)
  private func add(_ stub: Stub, passing other: Lane, _ sum: inout Int32) -> Bool {
    if stub.row < other.top || stub.row > other.bottom { return true }
    if other.hasStub(at: stub.row, left: true) { return false }
    sum += stub.weight * other.calls(passing: stub.row)
    return true
  }
}
