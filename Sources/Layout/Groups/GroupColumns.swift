/// Where the borders of groups stand in the gaps between layers, and the rows that they take.
struct GroupColumns {
  private let items: GroupItems
  /// The rows of each group's top and bottom border.
  private let tops: [Int32]
  private let bottoms: [Int32]
  /// How many borders stand between a group's boxes and its own border at its first layer, itself included; and at its
  /// last layer.
  private var openings: [Int32]
  private var closings: [Int32]
  /// By layer the borders that stand before and after its boxes.
  private var opening: [Int32]
  private var closing: [Int32]
  private let names: [String]
  /// The columns from one border to the next. Columns are narrower than rows.
  private let step: Int32

  init(_ items: GroupItems, rows: [Int32], names: [String], _ options: LayoutOptions) {
    self.items = items
    self.names = names
    step = options.direction == .leftToRight ? 2 : 1
    let count = items.tree.count
    tops = (0..<count).map { rows[Int(items.top(Int32($0), items.spans.first[$0]))] }
    bottoms = (0..<count).map { rows[Int(items.top(Int32($0), items.spans.first[$0])) + 1] }
    openings = [Int32](repeating: 1, count: count)
    closings = openings
    opening = [Int32](repeating: 0, count: items.layerCount)
    closing = opening
    // Inner groups have greater numbers.
    for group in (0..<count).reversed() {
      let first = Int(items.spans.first[group])
      let last = Int(items.spans.last[group])
      opening[first] = max(opening[first], openings[group])
      closing[last] = max(closing[last], closings[group])
      let parent = items.tree.parents[group]
      guard parent != GroupTree.outside else { continue }
      if items.spans.first[Int(parent)] == items.spans.first[group] {
        openings[Int(parent)] = max(openings[Int(parent)], openings[group] + 1)
      }
      if items.spans.last[Int(parent)] == items.spans.last[group] {
        closings[Int(parent)] = max(closings[Int(parent)], closings[group] + 1)
      }
    }
    for group in 0..<count where items.tree.isLane(Int32(group)) {
      // Lanes begin and end together.
      openings[group] = opening[0]
      closings[group] = closing[items.layerCount - 1]
    }
  }

  /// The free columns beside a border.
  var margin: Int32 { step - 1 }

  /// The columns that borders take before the boxes of a layer.
  func before(_ layer: Int) -> Int32 { layer < opening.count ? opening[layer] * step : 0 }

  /// The columns that borders take after the boxes of a layer.
  func after(_ layer: Int) -> Int32 { closing[layer] * step }

  /// The least width of a layer's boxes, so that the names of groups that end with it can be read.
  func leastWidth(_ layer: Int, _ options: LayoutOptions) -> Int32 {
    guard options.direction == .leftToRight else { return 0 }
    var width = 0
    for group in names.indices
    where Int(items.spans.first[group]) == layer && Int(items.spans.last[group]) == layer {
      width = max(width, min(names[group].count, 24) + 2)
    }
    return Int32(width)
  }

  /// The rows of borders that pass a layer.
  func rows(in layer: Int) -> [Int32] {
    var rows: [Int32] = []
    for group in tops.indices where items.spans.contains(Int32(layer), Int32(group)) {
      rows += [tops[group], bottoms[group]]
    }
    return rows
  }

  /// The rectangle of each group.
  ///
  /// - Parameter insides: by layer the columns that its innermost groups enclose: boxes and what stands at their sides.
  func rects(insides: [Range<Int32>]) -> [Rect] {
    tops.indices.map { group in
      let left = insides[Int(items.spans.first[group])].lowerBound - 1 - (openings[group] - 1) * step
      let right = insides[Int(items.spans.last[group])].upperBound + (closings[group] - 1) * step
      return Rect(
        x: Int(left), y: Int(tops[group]), width: Int(right - left) + 1, height: Int(bottoms[group] - tops[group]) + 1)
    }
  }
}
