import Dashboard
import FoundationEssentials
import Mesh
import Terminal

/// Whether an input is one of those few that are also shown, which takes a thousand times as long as to read them: by its
/// bytes, so that it is the same whenever it is tried.
func isShown(_ bytes: [UInt8]) -> Bool {
  bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } >> 56 == 0
}

/// A dashboard whose keys and answers come from an input. Layouts are done at once; nothing else is done outside.
struct Session {
  private var state: State
  private var now = Date(timeIntervalSince1970: 1_790_000_000)

  init(width: Int = 80, height: Int = 24) {
    state = State(
      settings: Settings(sourceName: "fuzz", themes: ["dark", "light"]), width: width, height: height, now: now)
    take(begin(&state))
  }

  mutating func send(_ action: Action) {
    now.addTimeInterval(1)
    take(reduce(into: &state, action, at: now))
  }

  mutating func press(_ name: String) {
    if let key = KeyPress(name) { send(.key(key)) }
  }

  mutating func restore(_ kept: KeptState) { state.restore(kept) }

  func draw() { checkFrame(state.screen(Look(theme: .dark, glyphs: .unicode))) }

  private mutating func take(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .layOut(let request):
        if let scene = request.scene(like: state.scene) { take(reduce(into: &state, .laidOut(scene), at: now)) }
      case .copy(let text): checkHarmless(text)
      case .save(_, _, let name), .beginRecording(let name):
        precondition(!name.contains("/"), "A file's name leads to no other folder")
      default: break
      }
    }
  }
}

/// The mesh that is looked at: every kind of node, edges in each state.
let sampleMesh: MeshIndex = {
  guard let snapshot = try? SnapshotFile.snapshots(in: PackageResources.mesh_json).first else {
    fatalError("mesh.json is a snapshot")
  }
  return MeshIndex(snapshot)
}()
