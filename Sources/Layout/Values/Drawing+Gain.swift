extension Drawing {
  /// Whether this drawing has a fifth fewer crossings than another of the same graph, or takes a fifth less room.
  ///
  /// A drawing that follows a changing graph (`previous`) stays still at the cost of quality. A caller can make a new
  /// one aside, without `previous`, and offer it where this says that it is worth the move: O(1).
  public func isMuchBetter(than other: Drawing) -> Bool {
    let hasFewerCrossings = other.crossings >= 5 && crossings * 5 < other.crossings * 4
    return hasFewerCrossings || width * height * 5 < other.width * other.height * 4
  }
}
