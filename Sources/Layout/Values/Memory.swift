/// What a drawing keeps of the way it came about, so that the next one can hold still.
struct Memory: Sendable, Equatable {
  /// Where a node was within its part of the drawing.
  struct Place: Sendable, Equatable {
    var frame: Int32
    var layer: Int32
    var rank: Int32
    var row: Int32
    var height: Int32
  }

  var places: [String: Place] = [:]
}
