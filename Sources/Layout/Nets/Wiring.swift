/// A graph in which each line goes from one layer to the next: nodes and, where a line passes a layer, dummies.
///
/// A *wire* is the part of a net in the gap between two layers that starts at one item; it meets items at *pins*.
/// Several pins of one node on one side are its port rows.
struct Wiring {
  /// Where a wire meets an item.
  struct Pin: Equatable {
    var item: Int32
    /// The wire at the pin.
    var wire: Int32
    /// The link that ends at the pin, -1 at a net's root or at a dummy.
    var link: Int32
  }

  /// The part of a net in a gap, from one item outwards.
  struct Wire: Equatable {
    /// The net, -1 for a loop.
    var net: Int32
    /// The gap to the right of this layer.
    var gap: Int32
    /// The pin towards the net's root.
    var root: Int32
    /// Whether the root pin is at the left of the gap.
    var isRootLeft: Bool
    /// Whether the other pins are at the left of the gap.
    var areLeavesLeft: Bool
  }

  let chains: Chains
  private(set) var layerCount: Int
  private(set) var wires: [Wire] = []
  private(set) var pins: [Pin] = []
  /// The pins of each wire away from its root.
  private(set) var leaves = Rows<Int32>()
  /// The pins of each item on its left and right side.
  private(set) var pinsOnLeft = Rows<Int32>()
  private(set) var pinsOnRight = Rows<Int32>()
  private(set) var segments: [Segment] = []
  /// How many calls pass each pin.
  private(set) var weights: [Int32] = []
  /// The first wire of each net.
  private(set) var wireOfNet: [Int32]
  /// The wire that leads on from each dummy.
  private(set) var wireOfItem: [Int32]
  /// The pin at which each link ends.
  private(set) var pinOfLink: [Int32]

  var nodeCount: Int { chains.nodeCount }
  var itemCount: Int { chains.layers.count }
  /// The layer of each item.
  var layers: [Int32] { chains.layers }

  /// Adds wires: O(V + E + dummies).
  ///
  /// - Parameter loops: the nodes that call themselves.
  init(_ chains: Chains, links: [LayeredLink], nets: Nets, loops: [Int32]) {
    self.chains = chains
    layerCount = chains.layerCount
    wireOfNet = [Int32](repeating: -1, count: nets.nets.count)
    wireOfItem = [Int32](repeating: -1, count: chains.layers.count)
    pinOfLink = [Int32](repeating: -1, count: links.count)
    var isAttached = [Int32](repeating: -1, count: chains.layers.count)  // a dummy's segment
    var pinOfDummy = isAttached
    var leafWires: [Int32] = []
    var leafPins: [Int32] = []

    for (net, value) in nets.nets.enumerated() {
      for link in nets.links[net].map({ Int($0) }) {
        let leaf = value.root == links[link].low ? links[link].high : links[link].low
        let isWithinLayer = chains.layers[Int(leaf)] == chains.layers[Int(value.root)]
        var from = value.root
        for item in (value.isRightward ? Array(chains.ofLink[link]) : chains.ofLink[link].reversed()) + [leaf] {
          let isDummy = chains.isDummy(item)
          if !isDummy || isAttached[Int(item)] < 0 {
            let wire = wireFrom(from, net: net, value, isWithinLayer: isWithinLayer)
            if isDummy { pinOfDummy[Int(item)] = Int32(pins.count) } else { pinOfLink[link] = Int32(pins.count) }
            leafWires.append(wire)
            leafPins.append(Int32(pins.count))
            pins.append(Pin(item: item, wire: wire, link: isDummy ? -1 : Int32(link)))
            weights.append(0)
            if !isWithinLayer {
              if isDummy { isAttached[Int(item)] = Int32(segments.count) }
              segments.append(
                Segment(
                  left: value.isRightward ? from : item, right: value.isRightward ? item : from,
                  weight: isDummy ? 0 : links[link].weight))
            }
          }
          if isDummy { segments[Int(isAttached[Int(item)])].weight += links[link].weight }
          let pin = isDummy ? pinOfDummy[Int(item)] : pinOfLink[link]
          weights[Int(pin)] += links[link].weight
          weights[Int(wires[Int(pins[Int(pin)].wire)].root)] += links[link].weight
          from = item
        }
      }
    }
    for node in loops {
      wires.append(
        Wire(
          net: -1, gap: chains.layers[Int(node)], root: Int32(pins.count), isRootLeft: true, areLeavesLeft: true))
      let wire = Int32(wires.count - 1)
      leafWires.append(wire)
      leafPins.append(Int32(pins.count + 1))
      pins += [Pin(item: node, wire: wire, link: -1), Pin(item: node, wire: wire, link: -1)]
      weights += [1, 1]
    }
    leaves = Rows(rows: wires.count, keys: leafWires, values: leafPins)
    sortPinsBySide()
  }

  private mutating func wireFrom(_ item: Int32, net: Int, _ value: Nets.Net, isWithinLayer: Bool) -> Int32 {
    let isDummy = chains.isDummy(item)
    let known = isDummy ? wireOfItem[Int(item)] : wireOfNet[net]
    if known >= 0 { return known }
    let wire = Int32(wires.count)
    let layer = chains.layers[Int(item)]
    wires.append(
      Wire(
        net: Int32(net), gap: value.isRightward || isWithinLayer ? layer : layer - 1, root: Int32(pins.count),
        isRootLeft: value.isRightward || isWithinLayer, areLeavesLeft: !value.isRightward || isWithinLayer))
    pins.append(Pin(item: item, wire: wire, link: -1))
    weights.append(0)
    if isDummy { wireOfItem[Int(item)] = wire } else { wireOfNet[net] = wire }
    return wire
  }

  private mutating func sortPinsBySide() {
    var left: (items: [Int32], pins: [Int32]) = ([], [])
    var right = left
    for (index, pin) in pins.enumerated() {
      let wire = wires[Int(pin.wire)]
      // A pin at the left of a gap is on the right side of its item.
      if wire.root == Int32(index) ? wire.isRootLeft : wire.areLeavesLeft {
        right.items.append(pin.item)
        right.pins.append(Int32(index))
      } else {
        left.items.append(pin.item)
        left.pins.append(Int32(index))
      }
    }
    pinsOnLeft = Rows(rows: itemCount, keys: left.items, values: left.pins)
    pinsOnRight = Rows(rows: itemCount, keys: right.items, values: right.pins)
  }

  /// Whether an item is a dummy.
  @inline(__always)
  func isDummy(_ item: Int32) -> Bool { chains.isDummy(item) }

  /// Whether a wire joins two items of one layer, or an item with itself.
  func isWithinLayer(_ wire: Int) -> Bool { wires[wire].isRootLeft == wires[wire].areLeavesLeft }
}
