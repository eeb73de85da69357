/// What a drawing keeps of the way it came about, so that the next one can hold still.
struct Memory: Sendable, Equatable {
  /// The parts that were laid out on their own.
  var frames: [FrameMemory] = []
  /// The nodes that were in none, and where their boxes stood.
  var loneNodes: [String: Point] = [:]
}

/// What is kept of a part.
struct FrameMemory: Sendable, Equatable {
  /// The ids of the nodes, in ascending order.
  var ids: [String] = []
  /// By node: its layer, its place in it, the row and the height of its box.
  var layers: [Int32] = []
  var ranks: [Int32] = []
  var rows: [Int32] = []
  var heights: [Int32] = []
  /// By link: its ends by their indices, and whether it belonged to a trunk of its lower end.
  var lows: [Int32] = []
  var highs: [Int32] = []
  var isOwnedByLow: [Bool] = []
  /// By link: the places and rows of its dummies, from its low end to its high end.
  var dummies = Rows<Place>()
  /// Where the boxes of each layer begin.
  var starts: [Int32] = []
  var height: Int32 = 0
  var width: Int32 = 0
  var groups: [GroupMemory] = []
  /// The part's top left cell in the drawing.
  var origin = Point(x: 0, y: 0)

  /// Where a dummy was.
  struct Place: Sendable, Equatable {
    var rank: Int32
    var row: Int32
  }
}

/// What is kept of a group in a part.
struct GroupMemory: Sendable, Equatable {
  var path: [String]
  /// Its place among its siblings.
  var rank: Int32
  /// The first layer of its span.
  var first: Int32
  /// The places of its top and bottom border in each layer of its span.
  var tops: [Int32]
  var bottoms: [Int32]
  /// The rows of its top and bottom border.
  var top: Int32
  var bottom: Int32
}
