/// A graph in which each line goes from one layer to the next: nodes and, where a net passes a layer, dummies.
///
/// Items 0 ..< nodeCount are the nodes; the others are dummies, one for each net and layer that it passes. A *wire* is
/// the part of a net in the gap between two layers; it meets items at *pins*. Several pins of one node on one side are
/// its port rows.
struct Wiring {
  /// Where a wire meets an item.
  struct Pin: Equatable {
    var item: Int32
    /// The wire at the pin.
    var wire: Int32
    /// The link that ends at the pin, -1 at a net's root or at a dummy.
    var link: Int32
  }

  /// The part of a net in a gap.
  struct Wire: Equatable {
    var net: Int32
    /// The gap to the right of this layer.
    var gap: Int32
    /// Whether the wire forks: one pin on the left, any number on the right.
    var isFork: Bool
  }

  /// The part of a net from one item to one in the next layer.
  struct Segment {
    var left: Int32
    var right: Int32
    /// How many calls it stands for.
    var weight: Int32
  }

  let nodeCount: Int
  private(set) var layerCount: Int
  /// The layer of each item.
  private(set) var layers: [Int32]
  /// The net that a dummy belongs to, -1 for nodes.
  private(set) var netOfItem: [Int32]
  private(set) var wires: [Wire] = []
  private(set) var pins: [Pin] = []
  /// The pins of each wire at its left and right.
  private(set) var leftPins = Rows<Int32>()
  private(set) var rightPins = Rows<Int32>()
  /// The pins of each item on its left and right side.
  private(set) var pinsOnLeft = Rows<Int32>()
  private(set) var pinsOnRight = Rows<Int32>()
  private(set) var segments: [Segment] = []
  /// For each net the wires from its root outwards.
  private(set) var wiresOfNet = Rows<Int32>()

  var itemCount: Int { layers.count }

  /// Adds dummies and wires: O(V + E + dummies).
  ///
  /// - Parameter loops: the nodes that call themselves.
  init(nodeLayers: [Int32], links: [LayeredLink], nets: Nets, loops: [Int32]) {
    nodeCount = nodeLayers.count
    layers = nodeLayers
    layerCount = Int(nodeLayers.max() ?? -1) + 1
    netOfItem = [Int32](repeating: -1, count: nodeLayers.count)
    var left: (wires: [Int32], pins: [Int32]) = ([], [])
    var right = left
    var netOfWire: [Int32] = []

    func addPin(_ item: Int32, link: Int32, onLeft: Bool) {
      let wire = Int32(wires.count - 1)
      let pin = Int32(pins.count)
      pins.append(Pin(item: item, wire: wire, link: link))
      if onLeft {
        left.wires.append(wire)
        left.pins.append(pin)
      } else {
        right.wires.append(wire)
        right.pins.append(pin)
      }
    }

    for (net, value) in nets.nets.enumerated() {
      let step: Int32 = value.isRightward ? 1 : -1
      let members = nets.links[net].map { Int($0) }
      func leaf(_ link: Int) -> Int32 { value.isRightward ? links[link].high : links[link].low }
      var byDistance = members.map {
        (distance: (nodeLayers[Int(leaf($0))] - nodeLayers[Int(value.root)]) * step, link: $0)
      }
      byDistance.sort { ($0.distance, $0.link) < ($1.distance, $1.link) }
      var rest = members.reduce(Int32(0)) { $0 + links[$1].weight }
      var from = value.root
      var layer = nodeLayers[Int(value.root)]
      var next = 0
      if byDistance.first?.distance == 0 {
        // A link within a layer: both ends on the right side of their boxes.
        wires.append(Wire(net: Int32(net), gap: layer, isFork: false))
        netOfWire.append(Int32(net))
        addPin(value.root, link: -1, onLeft: true)
        addPin(leaf(byDistance[0].link), link: Int32(byDistance[0].link), onLeft: true)
        continue
      }
      while next < byDistance.count {
        wires.append(Wire(net: Int32(net), gap: value.isRightward ? layer : layer - 1, isFork: value.isRightward))
        netOfWire.append(Int32(net))
        addPin(from, link: -1, onLeft: value.isRightward)
        layer += step
        while next < byDistance.count, nodeLayers[Int(leaf(byDistance[next].link))] == layer {
          let link = byDistance[next].link
          addPin(leaf(link), link: Int32(link), onLeft: !value.isRightward)
          addSegment(from, leaf(link), weight: links[link].weight, isRightward: value.isRightward)
          rest -= links[link].weight
          next += 1
        }
        if next < byDistance.count {
          let dummy = Int32(layers.count)
          layers.append(layer)
          netOfItem.append(Int32(net))
          addPin(dummy, link: -1, onLeft: !value.isRightward)
          addSegment(from, dummy, weight: rest, isRightward: value.isRightward)
          from = dummy
        }
      }
    }
    for node in loops {
      wires.append(Wire(net: -1, gap: nodeLayers[Int(node)], isFork: false))
      netOfWire.append(Int32(nets.nets.count))
      addPin(node, link: -1, onLeft: true)
      addPin(node, link: -1, onLeft: true)
    }
    leftPins = Rows(rows: wires.count, keys: left.wires, values: left.pins)
    rightPins = Rows(rows: wires.count, keys: right.wires, values: right.pins)
    // A pin at the left of a wire is on the right side of its item.
    pinsOnRight = Rows(rows: layers.count, keys: left.pins.map { pins[Int($0)].item }, values: left.pins)
    pinsOnLeft = Rows(rows: layers.count, keys: right.pins.map { pins[Int($0)].item }, values: right.pins)
    wiresOfNet = Rows(rows: nets.nets.count + 1, keys: netOfWire, values: wires.indices.map { Int32($0) })
  }

  private mutating func addSegment(_ from: Int32, _ to: Int32, weight: Int32, isRightward: Bool) {
    segments.append(Segment(left: isRightward ? from : to, right: isRightward ? to : from, weight: weight))
  }

  /// Whether an item is a dummy.
  @inline(__always)
  func isDummy(_ item: Int32) -> Bool { Int(item) >= nodeCount }

  /// The item at the single end of a wire and those at the other.
  func fan(of wire: Int) -> (root: ArraySlice<Int32>, leaves: ArraySlice<Int32>) {
    wires[wire].isFork ? (leftPins[wire], rightPins[wire]) : (rightPins[wire], leftPins[wire])
  }
}
