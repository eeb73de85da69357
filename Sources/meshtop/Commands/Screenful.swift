import Dashboard
import FoundationEssentials
import Mesh
import Terminal

/// The dashboard as it would be some seconds after its first answer, with what it asks for besides.
struct Screenful {
  private let settings: Settings
  private let options: ScreenfulOptions
  private let feed: any Feed
  private let question: MeshQuestion

  /// - Parameter question: what the mesh that is there already answers.
  init(_ settings: Settings, _ options: ScreenfulOptions, _ feed: any Feed, _ question: MeshQuestion) {
    self.question = question
    self.settings = settings
    self.options = options
    self.feed = feed
  }

  /// The state that shows a mesh.
  func state(showing mesh: MeshIndex) async throws(Trouble) -> State {
    let time = mesh.snapshot.time
    var state = State(settings: settings, width: options.width ?? 120, height: options.height ?? 40, now: time)
    await take(Dashboard.begin(&state), into: &state, showing: mesh, at: time)
    var chosen: NodeID?
    if let name = options.select { chosen = try node(name, in: mesh) }
    state.begin(at: options.pane ?? .graph, choosing: chosen)
    for key in options.keys {
      await take(reduce(into: &state, .key(key), at: time), into: &state, showing: mesh, at: time)
    }
    // What the last hour was is asked for once a choice stands for a moment.
    for seconds in [1.0, 2, 3] {
      let later = time.addingTimeInterval(seconds)
      await take(reduce(into: &state, .tick, at: later), into: &state, showing: mesh, at: later)
    }
    return state
  }

  /// The node of a name that tells it from all others.
  private func node(_ name: String, in mesh: MeshIndex) throws(Trouble) -> NodeID {
    let search = mesh.search(name)
    guard case .found(let node) = search else {
      let failure = Failure(search, for: name)
      throw Trouble(.usage, Text.sanitized(failure?.problem ?? ""), Text.sanitized(failure?.remedy ?? ""))
    }
    return node
  }

  /// Has done what a dashboard wants, with all that comes of it.
  private func take(_ effects: [Effect], into state: inout State, showing mesh: MeshIndex, at time: Date) async {
    for effect in effects {
      guard let action = await answer(to: effect, mesh) else { continue }
      await take(reduce(into: &state, action, at: time), into: &state, showing: mesh, at: time)
    }
  }

  /// The mesh that is there already, or for another question or moment what the source has.
  private func answer(to question: MeshQuestion, at moment: Date?, _ mesh: MeshIndex) async -> Result<
    MeshIndex, Failure
  > {
    let time = mesh.snapshot.time
    if question == self.question, moment ?? time == time { return .success(mesh) }
    return await feed.mesh(orFailureAt: moment ?? time, question)
  }

  private func answer(to effect: Effect, _ mesh: MeshIndex) async -> Action? {
    switch effect {
    case .fetch(let question, let moment):
      .arrived(await answer(to: question, at: moment, mesh), to: Question(mesh: question, moment: moment))
    case .fetchBase(let question, let moment):
      .compared(await answer(to: question, at: moment, mesh), of: moment)
    case .layOut(let request): request.scene(like: nil).map { .laidOut($0) }
    case .fetchHistory(let subject, let mesh):
      .remembered((try? await feed.history(of: subject, in: mesh)).map { History(of: subject, in: $0) })
    case .fetchTrends(let moment): .trendsRead(try? await feed.trends(at: moment))
    case .fetchControlPlane(let moment): .controlPlaneRead(await feed.controlPlane(orFailureAt: moment))
    case .fetchFindings(let moment): .findingsRead(await feed.findings(orFailureAt: moment ?? mesh.snapshot.time))
    default: nil
    }
  }
}
