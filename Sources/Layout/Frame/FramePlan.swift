/// What is decided about a part before trunks, rows and columns: layers and orders.
struct FramePlan {
  var links: [LayeredLink]
  /// The dummies of each link.
  var chains: Chains
  var order: LayerOrder
  /// For each link whether its lower end owns it, where that is known.
  var owners: [Bool?]
  /// For each item the row that it should keep, or -1.
  var wantedRows: [Int32]
  /// The least height of each box.
  var breadths: [Int32]
  /// The least column at which each layer begins.
  var starts: [Int32]
  var height: Int32
  /// Whether order and rows are to be kept.
  var isStill: Bool

  /// Plans a part from nothing, as a sketch has it.
  init(_ sketch: FrameSketch, of graph: FlowGraph) {
    links = sketch.links
    chains = sketch.chains
    order = sketch.search.best
    owners = sketch.owners
    wantedRows = []
    breadths = graph.breadths
    starts = []
    height = 0
    isStill = false
  }
}
