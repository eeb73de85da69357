import Testing

@testable import Layout

@Suite("Orders within layers") struct OrderTests {
  /// Items in random layers with random segments between neighbouring layers, some of which stand for two calls; long
  /// chains among them.
  private func random(seed: UInt64) -> LayerOrder {
    var random = Generator(seed: seed)
    let layerCount = Int.random(in: 2...7, using: &random)
    var layers: [Int32] = []
    var ofLayer = [[Int32]](repeating: [], count: layerCount)
    for layer in 0..<layerCount {
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        ofLayer[layer].append(Int32(layers.count))
        layers.append(Int32(layer))
      }
    }
    var segments: [Segment] = []
    for _ in 0..<Int.random(in: 5...40, using: &random) {
      let layer = Int.random(in: 0..<(layerCount - 1), using: &random)
      let left = ofLayer[layer].randomElement(using: &random) ?? 0
      let right = ofLayer[layer + 1].randomElement(using: &random) ?? 0
      if segments.contains(where: { $0.left == left && $0.right == right }) { continue }
      segments.append(Segment(left: left, right: right, weight: 1))
    }
    for _ in 0..<Int.random(in: 0...10, using: &random) {
      let first = Int.random(in: 0..<layerCount, using: &random)
      let last = Int.random(in: first..<layerCount, using: &random)
      let weight = Int32.random(in: 1...2, using: &random)
      var from = first > 0 ? ofLayer[first - 1].randomElement(using: &random) : nil
      for layer in first...last {
        let item = Int32(layers.count)
        layers.append(Int32(layer))
        if let from { segments.append(Segment(left: from, right: item, weight: weight)) }
        from = item
      }
      if last + 1 < layerCount, let from, let right = ofLayer[last + 1].randomElement(using: &random) {
        segments.append(Segment(left: from, right: right, weight: weight))
      }
    }
    var order = LayerOrder(layers: layers, layerCount: layerCount, segments: segments)
    for layer in 0..<layerCount { order.order[order.range(layer)].shuffle(using: &random) }
    order.renumber()
    return order
  }

  /// Crossings by comparing all pairs of segments.
  private func crossings(_ order: LayerOrder) -> Int {
    var sum = 0
    for layer in 0..<max(0, order.layerCount - 1) {
      var segments: [(left: Int32, right: Int32, weight: Int32)] = []
      for place in order.range(layer) {
        let item = order.order[place]
        for next in order.after[Int(item)] {
          segments.append((order.position[Int(item)], order.position[Int(next.item)], next.weight))
        }
      }
      for (index, a) in segments.enumerated() {
        for b in segments[..<index] where (a.left < b.left) != (a.right < b.right) {
          if a.left != b.left && a.right != b.right { sum += Int(a.weight * b.weight) }
        }
      }
    }
    return sum
  }

  private func isConsistent(_ order: LayerOrder) -> Bool {
    (0..<order.layerCount).allSatisfy { layer in
      let range = order.range(layer)
      return range.allSatisfy {
        let item = Int(order.order[$0])
        return order.layers[item] == Int32(layer) && order.position[item] == Int32($0 - range.lowerBound)
      }
    } && Set(order.order).count == order.layers.count
  }

  @Test("Crossings are counted as pair by pair")
  func counting() {
    for seed in 1...100 as ClosedRange<UInt64> {
      let order = random(seed: seed)
      var counter = CrossingCount(order)
      #expect(counter.total(order) == crossings(order), "seed \(seed)")
    }
  }

  @Test("Sifting gains what it says, and never loses")
  func sifting() {
    for seed in 1...100 as ClosedRange<UInt64> {
      var order = random(seed: seed)
      var sifting = LayerSifting()
      var work = 0
      for layer in 0..<order.layerCount {
        let before = crossings(order)
        let gain = sifting.improve(&order, layer: layer, movesTies: seed % 2 == 0, work: &work)
        #expect(gain >= 0)
        #expect(crossings(order) == before - gain, "seed \(seed), layer \(layer)")
        #expect(isConsistent(order))
      }
    }
  }

  @Test("Leading chains anew gains what it says, and finds no better way again")
  func chains() {
    var total = 0
    for seed in 1...200 as ClosedRange<UInt64> {
      var order = random(seed: seed)
      var chains = ChainRouting(order)
      var work = 0
      var gain = 1
      while gain > 0 {
        let before = crossings(order)
        gain = chains.improve(&order, work: &work)
        total += gain
        #expect(crossings(order) == before - gain, "seed \(seed)")
        #expect(isConsistent(order))
      }
      #expect(work > 0 || chains.isEmpty)
    }
    #expect(total > 1000)
  }

  @Test("A single chain takes the cheapest of all ways")
  func cheapest() {
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = Generator(seed: seed)
      // Two items a layer and random segments; a chain through the middle layers.
      let layers: [Int32] = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 1, 2, 3]
      var segments: [Segment] = []
      for layer in 0..<4 as Range<Int32> {
        for a in 0..<3 as Range<Int32> {
          for b in 0..<3 as Range<Int32> where Bool.random(using: &random) {
            segments.append(Segment(left: layer * 3 + a, right: layer * 3 + 3 + b, weight: 1))
          }
        }
      }
      let chain: [Int32] = [15, 16, 17]
      segments += [
        Segment(left: 0, right: 15, weight: 1), Segment(left: 15, right: 16, weight: 1),
        Segment(left: 16, right: 17, weight: 1), Segment(left: 17, right: 14, weight: 1),
      ]
      let order = LayerOrder(layers: layers, layerCount: 5, segments: segments)
      var least = Int.max
      for a in 0...3 {
        for b in 0...3 {
          for c in 0...3 {
            var other = order
            for (item, place) in zip(chain, [a, b, c]) { other.move(item, to: place) }
            least = min(least, crossings(other))
          }
        }
      }
      var led = order
      var work = 0
      var routing = ChainRouting(order)
      while routing.improve(&led, work: &work) > 0 {}
      // Other boxes may be chains as well, and save crossings of their own.
      #expect(crossings(led) <= least, "seed \(seed)")
    }
  }
}
