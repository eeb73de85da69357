import Benchmark
import Dashboard
import FoundationEssentials
import Layout
import Mesh
import Simulation
import Telemetry
import Terminal

/// How long the main thread is busy: a frame, and a key with its frame.
func screenBenchmarks() {
  let look = Look(theme: .dark, glyphs: .unicode)
  var configuration = Benchmark.defaultConfiguration
  configuration.timeUnits = .microseconds
  Benchmark("Draw a frame of 200 nodes", configuration: configuration) { benchmark, state in
    for _ in benchmark.scaledIterations { blackHole(state.screen(look)) }
  } setup: {
    await dashboard(workloads: 200, calls: 400)
  }
  Benchmark("Draw a frame of 200 nodes, an edge chosen", configuration: configuration) { (benchmark, state: State) in
    for _ in benchmark.scaledIterations { blackHole(state.screen(look)) }
  } setup: {
    var state = await dashboard(workloads: 200, calls: 400)
    press(.character("]"), &state)
    return state
  }
  // What is known of one node is drawn beside a mesh of any size: its frame must not follow.
  for (workloads, calls) in [(200, 400), (2000, 5000)] {
    Benchmark("Draw a frame of \(workloads) nodes, the details of one", configuration: configuration) {
      (benchmark, state: State) in
      for _ in benchmark.scaledIterations { blackHole(state.screen(look)) }
    } setup: {
      var state = await dashboard(workloads: workloads, calls: calls)
      press(.character("4"), &state)
      press(.down, &state)
      return state
    }
  }
  Benchmark("Write a screen of 200 by 50 as SVG", configuration: configuration) { (benchmark, canvas: Canvas) in
    for _ in benchmark.scaledIterations { blackHole(canvas.svg(on: look.theme.page, title: "meshtop")) }
  } setup: {
    var state = await dashboard(workloads: 200, calls: 400)
    _ = reduce(into: &state, .resized(width: 200, height: 50), at: moment)
    return state.screen(look)
  }
  for pane in Pane.allCases where pane != .graph {
    Benchmark("Draw a frame of 200 nodes, \(pane.title)", configuration: configuration) { (benchmark, state: State) in
      for _ in benchmark.scaledIterations { blackHole(state.screen(look)) }
    } setup: {
      var state = await dashboard(workloads: 200, calls: 400)
      press(.character(Character("\(pane.rawValue)")), &state)
      return state
    }
  }
  // Narrowing goes over the whole mesh with each letter.
  for (workloads, calls) in [(200, 400), (2000, 5000)] {
    for (key, name) in [("1", "graph"), ("2", "edges"), ("4", "workloads")] as [(Character, String)] {
      let title = "Type and take back a letter of a search over \(workloads) nodes, \(name), with the frames"
      Benchmark(title, configuration: configuration) { (benchmark, given: State) in
        var state = given
        for _ in benchmark.scaledIterations {
          press(.character("1"), &state)
          blackHole(state.screen(look))
          press(.backspace, &state)
          blackHole(state.screen(look))
        }
      } setup: {
        var state = await dashboard(workloads: workloads, calls: calls)
        press(.character(key), &state)
        press(.character("/"), &state)
        for letter in "rt > " { press(.character(letter), &state) }
        return state
      }
    }
    let title = "Take a snapshot of \(workloads) nodes into the table"
    Benchmark(title, configuration: configuration) { (benchmark, given: (State, MeshIndex)) in
      var (state, mesh) = given
      for _ in benchmark.scaledIterations {
        blackHole(reduce(into: &state, .arrived(.success(mesh)), at: moment))
      }
    } setup: {
      var state = await dashboard(workloads: workloads, calls: calls)
      press(.character("2"), &state)
      return (state, state.mesh ?? MeshIndex(Snapshot(time: moment, window: .seconds(120))))
    }
  }
  // The same part of a mesh in view, beside a part with ever more edges: what a key costs must not follow.
  for edges in [200, 800, 3200] {
    Benchmark("Move the selection beside \(edges) edges, with the frame", configuration: configuration) {
      benchmark, state in
      var state = state
      for _ in benchmark.scaledIterations {
        press(benchmark.currentIteration % 2 == 0 ? .character("l") : .character("h"), &state)
        blackHole(state.screen(look))
      }
    } setup: {
      quietCorner(edges: edges)
    }
  }
}

/// A dashboard of 200x50 cells that shows the graph of a generated mesh.
private func dashboard(workloads: Int, calls: Int) async -> State {
  let mesh = SimulatedMesh.generated(workloads: workloads, calls: calls)
  let reader = MeshReader(SimulatedSource(name: mesh.name, mesh.series()), TrafficOptions())
  let snapshot = (try? await reader.snapshot(at: moment)) ?? Snapshot(time: moment, window: .seconds(120))
  return dashboard(snapshot)
}

private func dashboard(_ snapshot: Snapshot) -> State {
  var state = State(settings: Settings(sourceName: "generated"), width: 200, height: 50, now: moment)
  _ = begin(&state)
  for effect in reduce(into: &state, .arrived(.success(MeshIndex(snapshot))), at: moment) {
    if case .layOut(let request) = effect, let scene = request.scene(like: nil) {
      _ = reduce(into: &state, .laidOut(scene), at: moment)
    }
  }
  return state
}

/// A dashboard that shows a chain of calls beside a crowd of a hundred nodes with so many edges.
private func quietCorner(edges: Int) -> State {
  func node(_ name: String) -> Node { Node(kind: .workload, cluster: "c", namespace: "n", name: name) }
  func edge(_ source: Node, _ target: Node) -> Edge {
    Edge(source: source.id, target: target.id, http: RequestTraffic(rate: 1, errorPercent: 0))
  }
  let chain = (0..<8).map { node("quiet-\($0)") }
  let crowd = (0..<100).map { node("busy-\($0)") }
  let calls = LayoutGraph.generated(nodes: crowd.count, edges: edges, tiers: 3).edges
  let snapshot = Snapshot(
    time: moment, window: .seconds(120), nodes: chain + crowd,
    edges: zip(chain, chain.dropFirst()).map(edge) + calls.map { edge(crowd[$0.source], crowd[$0.target]) })
  var state = dashboard(snapshot)
  press(.character("/"), &state)
  _ = reduce(into: &state, .paste("quiet-3"), at: moment)
  press(.enter, &state)
  press(.escape, &state)
  return state
}

private func press(_ key: Key, _ state: inout State) {
  _ = reduce(into: &state, .key(KeyPress(key)), at: moment)
}
