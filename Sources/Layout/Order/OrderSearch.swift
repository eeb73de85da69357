/// Searches for an order of items in their layers with few crossings.
///
/// Each try starts from a traversal of the graph, improves it with barycentre sweeps (Jünger, Mutzel: 2-layer
/// straightline crossing minimization, JGAA 1997: the method of choice) and then with sifting until that gains
/// nothing. The best of a few tries wins; the budget counts work, not time, so that the result is always the same.
struct OrderSearch {
  private(set) var best: LayerOrder
  private(set) var bestCrossings: Int
  private var counter: CrossingCount
  private var barycenter = Barycenter()
  private var sifting = LayerSifting()
  private var chains: ChainRouting
  private(set) var work = 0
  private(set) var tries = 0
  private var budget = 0
  private var generator: SplitMix64
  private let isCancelled: () -> Bool

  /// Prepares a search from nothing.
  init(_ start: LayerOrder, seed: UInt64, isCancelled: @escaping () -> Bool) {
    best = start
    counter = CrossingCount(best)
    chains = ChainRouting(best)
    bestCrossings = .max
    self.isCancelled = isCancelled
    generator = SplitMix64(seed: seed)
  }

  /// Makes a first order by sweeps alone, to compare ways to lay out a part by.
  mutating func sketch() {
    var order = best
    TraversalOrder.apply(to: &order, forwards: true)
    sweep(&order, rounds: 14)
    keep(order)
  }

  /// Makes at least one try, and further ones while all work so far is within the budget.
  mutating func search(budget: Int) {
    self.budget = budget
    while tries == 0 || (work < budget && tries < Self.mostTries && bestCrossings > 0 && !isCancelled()) {
      var order = best
      switch tries {
      case 0 where bestCrossings < .max: break
      case 0: TraversalOrder.apply(to: &order, forwards: true)
      case 1: TraversalOrder.apply(to: &order, forwards: false)
      default: shuffle(&order, share: tries % 3)
      }
      sweep(&order)
      settle(&order)
      keep(order)
      tries += 1
    }
  }

  private static let mostTries = 40

  /// Sifts items and leads chains anew until neither gains.
  private mutating func settle(_ order: inout LayerOrder) {
    for movesTies in [false, true] {
      sift(&order, movesTies: movesTies)
      while work < budget && !isCancelled() {
        if chains.improve(&order, work: &work) == 0 { break }
        sift(&order, movesTies: false)
      }
    }
  }

  private mutating func keep(_ order: LayerOrder) {
    let crossings = counter.total(order)
    if crossings < bestCrossings {
      best = order
      bestCrossings = crossings
    }
  }

  /// Improves an order by sifting alone.
  init(improving start: LayerOrder, budget: Int) {
    best = start
    counter = CrossingCount(start)
    chains = ChainRouting(start)
    bestCrossings = .max
    self.budget = budget
    isCancelled = { false }
    generator = SplitMix64(seed: 0)
    var order = start
    sift(&order, movesTies: false)
    best = order
    bestCrossings = counter.total(order)
  }

  /// Disturbs an order: a few items (or all) of each layer change places.
  private mutating func shuffle(_ order: inout LayerOrder, share: Int) {
    for layer in 0..<order.layerCount {
      let range = order.range(layer)
      guard range.count > 1 else { continue }
      let swaps = share == 0 ? range.count : max(1, range.count / (share == 1 ? 4 : 10))
      for _ in 0..<swaps {
        let a = range.lowerBound + generator.below(range.count)
        let b = range.lowerBound + generator.below(range.count)
        order.order.swapAt(a, b)
      }
    }
    order.renumber()
  }

  private mutating func sweep(_ order: inout LayerOrder, rounds: Int = 24) {
    var kept = order
    var least = counter.total(order)
    var failures = 0
    var round = 0
    while failures < 4 && round < rounds && least > 0 {
      let forwards = round % 2 == 0
      let layers = order.layerCount
      for step in 1..<max(1, layers) {
        barycenter.sort(
          &order, layer: forwards ? step : layers - 1 - step, byBefore: forwards, reversesTies: round % 4 >= 2)
      }
      work += order.order.count * 12
      let crossings = counter.total(order)
      if crossings < least {
        least = crossings
        kept = order
        failures = 0
      } else {
        failures += 1
      }
      round += 1
    }
    order = kept
  }

  private mutating func sift(_ order: inout LayerOrder, movesTies isFree: Bool = true) {
    // A layer is worth another look once a neighbouring layer has changed.
    var isOpen = [Bool](repeating: true, count: order.layerCount)
    for round in 0..<40 {
      var gain = 0
      let movesTies = isFree && (round == 1 || round == 3)
      if movesTies { for layer in isOpen.indices { isOpen[layer] = true } }
      for step in 0..<order.layerCount {
        let layer = round % 2 == 0 ? step : order.layerCount - 1 - step
        guard isOpen[layer] else { continue }
        isOpen[layer] = false
        let change = sifting.improve(&order, layer: layer, movesTies: movesTies, work: &work)
        gain += change
        if change > 0 || movesTies {
          if layer > 0 { isOpen[layer - 1] = true }
          if layer + 1 < order.layerCount { isOpen[layer + 1] = true }
        }
      }
      if (gain == 0 && (round > 3 || !isFree)) || isCancelled() || (work > budget && round > 1) { return }
    }
  }
}
