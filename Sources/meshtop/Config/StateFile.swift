import Dashboard
import Glibc
import JSON

/// The file of what was chosen on screen in earlier runs: `$XDG_STATE_HOME/meshtop/state.json`.
struct StateFile {
  let path: String

  /// More than this is no file that meshtop wrote.
  private static let longest = 4 << 20

  /// The file by the XDG Base Directory Specification; nil where there is no home.
  static var standard: StateFile? {
    if let folder = Environment.text("XDG_STATE_HOME"), folder.hasPrefix("/") {
      return StateFile(path: "\(folder)/meshtop/state.json")
    }
    return Environment.text("HOME").map { StateFile(path: "\($0)/.local/state/meshtop/state.json") }
  }

  /// What was kept; nothing where there is no file yet.
  func load() throws(Trouble) -> KeptStates {
    guard let bytes = try FileText.readPlain(path, longest: Self.longest) else { return KeptStates() }
    do {
      return try KeptStates(parsing: bytes)
    } catch {
      throw Trouble(
        .badFile, "\(path) is not what meshtop wrote. \(error.description)", "The next choice replaces it.")
    }
  }

  /// Keeps what was chosen in a run, beside what other runs kept meanwhile.
  ///
  /// - Parameters:
  ///   - source: the source or context that was looked at.
  ///   - start: how the run began.
  func keep(_ state: KeptState, since start: KeptState, for source: String) throws(Trouble) {
    var states: KeptStates
    do throws(Trouble) {
      states = try load()
    } catch {
      states = KeptStates()
    }
    let before = states[source]
    let chosen = state.chosen(since: start, before: before)
    guard chosen != before else { return }
    states[source] = chosen
    try makeFolder()
    try NewFile.replace(path, with: states.bytes, isPrivate: true)
  }

  /// Makes the folder that the file is in. One that is a link, or another user's, is not written to.
  private func makeFolder() throws(Trouble) {
    let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    for end in folder.indices.dropFirst() where folder[end] == "/" { mkdir(String(folder[..<end]), 0o700) }
    mkdir(String(folder), 0o700)
    var status = stat()
    guard lstat(String(folder), &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
      throw Trouble(
        .cannotWrite, "What you chose is not kept: \(folder) is no folder of yours.",
        "Remove what is there, or use --no-state.")
    }
  }
}
