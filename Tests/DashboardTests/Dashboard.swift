import Dashboard
import FoundationEssentials
import Mesh
import Terminal

/// A dashboard under test: keys and answers go in, frames and effects come out. Layouts are done at once.
struct TestDashboard {
  private(set) var state: State
  var now = SampleMesh.time
  /// What was wanted outside, but for layouts.
  private(set) var effects: [Effect] = []
  private var layouts = 0

  init(_ snapshot: Snapshot? = SampleMesh.shop, width: Int = 120, height: Int = 40, settings: Settings? = nil) {
    state = State(
      settings: settings ?? Settings(sourceName: "thanos.example", themes: ["dark", "light"]), width: width,
      height: height, now: now)
    take(begin(&state))
    if let snapshot { send(.arrived(.success(MeshIndex(snapshot)))) }
  }

  mutating func send(_ action: Action) { take(reduce(into: &state, action, at: now)) }

  /// Takes up what was chosen in another run.
  mutating func restore(_ kept: KeptState) { state.restore(kept) }

  /// Presses keys, by their names.
  mutating func press(_ names: String...) {
    for name in names { if let key = KeyPress(name) { send(.key(key)) } }
  }

  /// Types a text.
  mutating func type(_ text: String) {
    for character in text { send(.key(KeyPress(.character(character)))) }
  }

  /// Lets time go by.
  mutating func wait(_ seconds: Double) {
    now.addTimeInterval(seconds)
    send(.tick)
  }

  /// What was wanted since the last time.
  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  /// How often a graph was laid out since the last time.
  mutating func takeLayouts() -> Int {
    defer { layouts = 0 }
    return layouts
  }

  private mutating func take(_ new: [Effect]) {
    for effect in new {
      if case .layOut(let request) = effect {
        layouts += 1
        if let scene = request.scene(like: state.scene) { send(.laidOut(scene)) }
      } else {
        effects.append(effect)
      }
    }
  }

  /// The screen as text.
  func frame(_ glyphs: GlyphSet = .unicode) -> String {
    state.screen(Look(theme: Theme(name: "plain", styles: [:]), glyphs: glyphs)).plainText() + "\n"
  }

  /// The screen with its colours.
  func canvas() -> Canvas { state.screen(Look(theme: .dark, glyphs: .unicode)) }
}

extension [Effect] {
  /// The moments that the source is asked for, in seconds from the sample mesh's; nil for now.
  var moments: [Double?] {
    compactMap {
      guard case .fetch(_, let time) = $0 else { return nil }
      return .some(time?.timeIntervalSince(SampleMesh.time))
    }
  }

  var fetches: Int { count { if case .fetch = $0 { true } else { false } } }
  var cancellations: Int { count { if case .cancelFetch = $0 { true } else { false } } }
  var quits: Bool { contains { if case .quit = $0 { true } else { false } } }
}
