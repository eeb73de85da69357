/// A part of a graph that is laid out on its own, in the directions of the flow: `length` along it, `breadth` across.
struct FlowGraph {
  /// The nodes' indices in the topology.
  var nodes: [Int32]
  /// Their ids, in ascending order.
  var ids: [String]
  /// The least size of each box along the flow.
  var lengths: [Int32]
  /// The least size of each box across the flow.
  var breadths: [Int32]
  /// The links between the nodes, by their indices here.
  var links: [Link]
  /// For each link its index in the topology.
  var linkIndices: [Int32]
  /// The nodes that call themselves.
  var loops: [Int32]
  /// Whether loops want labels.
  var loopsAreLabelled: Bool
  /// The groups to draw; empty for none.
  var groups = GroupTree()
}

/// A laid out part: left to right, with its own origin.
struct FrameDrawing {
  /// A line from the source's box to the target's.
  struct Line {
    var points: [Point]
    var label: Rect?
    /// The label of the opposite direction of a mutual link.
    var backLabel: Rect?
    var isAgainstFlow: Bool
    var net: Int
  }

  var width = 0
  var height = 0
  /// By node of the flow graph.
  var boxes: [Rect] = []
  /// By link of the flow graph.
  var lines: [Line] = []
  /// By entry of `loops`.
  var loops: [Line] = []
  /// The rectangle of each group.
  var groups: [Rect] = []
  /// Crossings between neighbouring layers.
  var crossings = 0
  var memory = FrameMemory()
  var netCount = 0
}
