import Layout

/// A small random generator (SplitMix64), so that each test sees the same graphs every time.
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension LayoutGraph {
  /// A graph from lines such as `a b -> c d`: each on the left calls each on the right. A line without an arrow lists
  /// boxes.
  init(_ text: String) {
    self.init()
    for line in text.split(separator: "\n") {
      let sides = line.split(separator: ">", omittingEmptySubsequences: false)
      let left = names(sides[0])
      let right = sides.count > 1 ? names(sides[1]) : []
      for source in left { for target in right { add(source, target) } }
    }
  }

  private mutating func names(_ text: Substring) -> [Int] {
    text.split { $0 == " " || $0 == "-" }.map { name in
      if let index = nodes.firstIndex(where: { $0.id == name }) { return index }
      nodes.append(Node(id: String(name), width: name.count + 4))
      return nodes.count - 1
    }
  }

  private mutating func add(_ source: Int, _ target: Int) {
    if !edges.contains(where: { $0.source == source && $0.target == target }) {
      edges.append(Edge(source: source, target: target))
    }
  }

  /// A graph in which any node may call any, itself included.
  static func random(nodes count: Int, edges: Int, seed: UInt64) -> LayoutGraph {
    var generator = Generator(seed: seed)
    var graph = LayoutGraph()
    for index in 0..<count {
      graph.nodes.append(
        Node(
          id: "n\(index)", width: Int.random(in: 5...24, using: &generator),
          height: Int.random(in: 3...5, using: &generator),
          group: ["g\(index % 4)"]))
    }
    for _ in 0..<edges {
      graph.add(Int.random(in: 0..<count, using: &generator), Int.random(in: 0..<count, using: &generator))
    }
    return graph
  }

  /// A graph as services make it: tiers, some nodes that many call, a few calls back.
  static func services(nodes count: Int, edges: Int, seed: UInt64) -> LayoutGraph {
    var generator = Generator(seed: seed)
    var graph = LayoutGraph()
    for index in 0..<count {
      graph.nodes.append(Node(id: "service-\(index)", width: 10 + index % 9, group: ["ns\(index % 3)"]))
    }
    for index in 1..<count { graph.add(Int.random(in: 0..<index, using: &generator) / 2, index) }
    for _ in 0..<max(0, edges - count + 1) {
      let source = Int.random(in: 0..<count, using: &generator)
      let spread = Int.random(in: 0..<count, using: &generator)
      let target = Bool.random(using: &generator) ? count - 1 - spread * spread / (count * 2) : spread
      let isBack = Int.random(in: 0..<20, using: &generator) == 0
      graph.add(isBack ? max(source, target) : min(source, target), isBack ? min(source, target) : max(source, target))
    }
    return graph
  }

  /// Graphs of many shapes.
  static var samples: [(name: String, graph: LayoutGraph)] {
    var samples: [(String, LayoutGraph)] = [
      ("nothing", LayoutGraph()),
      ("one box", LayoutGraph("a")),
      ("a loop", LayoutGraph("a -> a")),
      ("a pair", LayoutGraph("a -> b\nb -> a")),
      ("loops and pairs", LayoutGraph("a -> a b\nb -> a b c\nc -> c b a")),
      ("idle", LayoutGraph("a b c d e f g h i j")),
      ("star", LayoutGraph("hub -> " + (0..<40).map { "s\($0)" }.joined(separator: " "))),
      ("join", LayoutGraph((0..<40).map { "s\($0)" }.joined(separator: " ") + " -> hub")),
      ("ring", LayoutGraph((0..<9).map { "r\($0) -> r\(($0 + 1) % 9)" }.joined(separator: "\n"))),
      ("full mesh", LayoutGraph("a b c d e f -> a b c d e f")),
      ("bipartite", LayoutGraph("a b c d -> v w x y z")),
      ("components", LayoutGraph("a -> b c\nd -> e\nf -> g -> h\ni -> j\nj -> i\nk l")),
      ("long edges", LayoutGraph("a -> b c d e f\nb -> c\nc -> d\nd -> e\ne -> f\nf -> a")),
    ]
    for seed in 0..<12 {
      samples.append(("random \(seed)", random(nodes: 5 + seed * 2, edges: 6 + seed * 4, seed: UInt64(seed))))
      samples.append(("services \(seed)", services(nodes: 8 + seed * 4, edges: 10 + seed * 7, seed: UInt64(seed))))
    }
    return samples
  }
}
