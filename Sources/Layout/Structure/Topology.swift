/// Two nodes that are joined by a line, whatever the number of calls between them.
struct Link: Equatable {
  /// The caller.
  var source: Int32
  /// The called.
  var target: Int32
  /// Whether each calls the other; one line then has arrowheads at both ends.
  var isMutual: Bool
  /// Whether a label is wanted on the line, for either direction.
  var isLabelled: Bool
}

/// A graph in canonical order: nodes by id, links by their ends, no loops, no duplicates.
///
/// Whatever order the caller's nodes and edges come in, the same graph gives the same topology.
struct Topology {
  /// The indices of the nodes in the caller's graph, in the order of their ids.
  var nodes: [Int]
  /// The lines to draw, sorted by their ends.
  var links: [Link]
  /// Whether a node calls itself.
  var loops: [Bool]
  /// For each edge of the caller's graph its link, or -1 for a loop or an edge without ends.
  var linkOfEdge: [Int]

  /// Sorts and merges: O((V + E) log (V + E)).
  init(_ graph: LayoutGraph) {
    let count = graph.nodes.count
    nodes = graph.nodes.indices.sorted { a, b in
      graph.nodes[a].id == graph.nodes[b].id ? a < b : graph.nodes[a].id < graph.nodes[b].id
    }
    var canonical = [Int](repeating: 0, count: count)
    for (index, node) in nodes.enumerated() { canonical[node] = index }
    loops = [Bool](repeating: false, count: count)
    linkOfEdge = [Int](repeating: -1, count: graph.edges.count)

    var keys: [(low: Int, high: Int, upward: Bool, edge: Int)] = []
    keys.reserveCapacity(graph.edges.count)
    for (index, edge) in graph.edges.enumerated()
    where graph.nodes.indices.contains(edge.source) && graph.nodes.indices.contains(edge.target) {
      let source = canonical[edge.source]
      let target = canonical[edge.target]
      if source == target {
        loops[source] = true
      } else {
        keys.append((min(source, target), max(source, target), source < target, index))
      }
    }
    keys.sort { ($0.low, $0.high, $0.edge) < ($1.low, $1.high, $1.edge) }

    links = []
    var start = 0
    while start < keys.count {
      var end = start
      var upward = false
      var downward = false
      var labelled = false
      while end < keys.count, keys[end].low == keys[start].low, keys[end].high == keys[start].high {
        if keys[end].upward { upward = true } else { downward = true }
        labelled = labelled || graph.edges[keys[end].edge].labelled
        linkOfEdge[keys[end].edge] = links.count
        end += 1
      }
      let low = Int32(keys[start].low)
      let high = Int32(keys[start].high)
      links.append(
        Link(
          source: upward ? low : high, target: upward ? high : low, isMutual: upward && downward,
          isLabelled: labelled))
      start = end
    }
  }

  /// The connected parts, each as its nodes in canonical order; parts by their first node: O(V + E).
  ///
  /// - Parameter together: pairs of nodes to take as connected.
  func components(joining together: [(Int32, Int32)] = []) -> [[Int32]] {
    var parent = Array(Int32(0)..<Int32(nodes.count))
    func root(_ node: Int32) -> Int32 {
      var node = node
      while parent[Int(node)] != node {
        parent[Int(node)] = parent[Int(parent[Int(node)])]
        node = parent[Int(node)]
      }
      return node
    }
    for (source, target) in links.map({ ($0.source, $0.target) }) + together {
      let a = root(source)
      let b = root(target)
      if a != b { parent[Int(max(a, b))] = min(a, b) }
    }
    var slot = [Int](repeating: -1, count: nodes.count)
    var parts: [[Int32]] = []
    for node in parent.indices {
      let top = Int(root(Int32(node)))
      if slot[top] < 0 {
        slot[top] = parts.count
        parts.append([])
      }
      parts[slot[top]].append(Int32(node))
    }
    return parts
  }
}
