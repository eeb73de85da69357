import Mesh
import Terminal

/// Files of the mesh and of the screen.
extension State {
  /// Has the mesh, or the screen, written to a file that is named by its moment.
  mutating func save(as format: ExportFormat) -> [Effect] {
    guard let mesh else {
      say("There is nothing to save yet.", isError: true)
      return []
    }
    let ending = format.fileExtensions.first ?? "txt"
    return [.save(mesh, as: format, name: "meshtop-\(Clock.fileStamp(mesh.snapshot.time)).\(ending)")]
  }

  /// Takes a key in the choice of a format.
  mutating func take(_ press: KeyPress, _ command: Command?, formatRow row: Int) -> [Effect] {
    switch Overlay.step(from: row, press, command, last: ExportFormat.offered.count - 1) {
    case .move(let row): overlay = .formats(row: row)
    case .choose(let row):
      // A picture of the screen is of what the choice lies over.
      overlay = nil
      return save(as: ExportFormat.offered[row])
    case nil: break
    }
    return []
  }
}
