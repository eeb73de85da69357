/// The groups of a part: each a path of names, and where its path begins with another's, it lies within that group.
struct GroupTree: Equatable {
  /// Stands for no group: what lies around the outermost ones.
  static let outside: Int32 = -1

  /// The paths in ascending order, so that a group comes before those within it.
  private(set) var paths: [[String]] = []
  /// The group around each group.
  private(set) var parents: [Int32] = []
  /// The innermost group of each node.
  private(set) var ofNode: [Int32] = []
  /// Whether each outermost group has a lane through the whole part.
  private(set) var areLanes = false

  var count: Int { paths.count }
  var isEmpty: Bool { paths.isEmpty }

  init() {}

  /// Collects the groups of nodes and those around them.
  init(nodePaths: [[String]], areLanes: Bool) {
    self.areLanes = areLanes
    var all: Set<[String]> = []
    for path in nodePaths { for length in 0..<path.count { all.insert(Array(path[...length])) } }
    paths = all.sorted { $0.lexicographicallyPrecedes($1) }
    var numbers: [[String]: Int32] = [:]
    for (index, path) in paths.enumerated() { numbers[path] = Int32(index) }
    parents = paths.map { numbers[Array($0.dropLast())] ?? Self.outside }
    ofNode = nodePaths.map { numbers[$0] ?? Self.outside }
  }

  /// How many groups lie around a group.
  func depth(_ group: Int32) -> Int { paths[Int(group)].count - 1 }

  /// The group around a group; that around the outermost is none.
  @inline(__always)
  func parent(_ group: Int32) -> Int32 { parents[Int(group)] }

  /// Whether a group has a lane through the whole part.
  func isLane(_ group: Int32) -> Bool { areLanes && parents[Int(group)] == Self.outside }

  /// A group and those around it, from the inside outwards, without `outside`.
  func chain(_ group: Int32) -> [Int32] {
    var result: [Int32] = []
    var next = group
    while next != Self.outside {
      result.append(next)
      next = parent(next)
    }
    return result
  }

  /// The groups on the way between two groups: what a line between them has to be in.
  func way(from a: Int32, to b: Int32) -> [Int32] {
    let up = chain(a) + [Self.outside]
    let down = chain(b) + [Self.outside]
    guard let meeting = up.first(where: { down.contains($0) }) else { return up }
    return up.prefix { $0 != meeting } + [meeting] + down.prefix { $0 != meeting }
  }

  /// The groups directly within each group, and last the outermost ones.
  func children() -> [[Int32]] {
    var result = [[Int32]](repeating: [], count: count + 1)
    for group in parents.indices {
      result[parents[group] == Self.outside ? count : Int(parents[group])].append(Int32(group))
    }
    return result
  }
}
