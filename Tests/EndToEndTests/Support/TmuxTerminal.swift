import Foundation

/// A terminal with a shell in it: tmux with a server of its own, so that nothing else on the machine is touched.
final class TmuxTerminal {
  private let socket = "meshtop-test-\(UUID().uuidString)"
  private let folder: Folder
  /// Where the shell works.
  var workFolder: String { folder.path }
  var files: [String] { folder.names }

  init(width: Int, height: Int) throws {
    folder = try Folder()
    let configuration = try Folder()
    let file = try configuration.write("set -g status off\nset -g default-terminal tmux-256color\n", to: "tmux.conf")
    try tmux(
      [
        "-f", file, "new-session", "-d", "-x", "\(width)", "-y", "\(height)", "-c", folder.path,
        "env PS1='prompt> ' bash --norc --noprofile",
      ])
  }

  deinit { _ = try? tmux(["kill-server"]) }

  @discardableResult
  func tmux(_ arguments: [String]) throws -> String {
    try Program.tool("tmux", ["-u", "-L", socket] + arguments, environment: ["TERM": "xterm-256color"])
  }

  /// Presses keys by tmux' names, such as `C-s`, `Escape`, `Left`, `q`.
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Types a text as it is.
  func type(_ text: String) throws { try tmux(["send-keys", "-l", text]) }

  /// Types a command at the shell.
  func command(_ text: String) throws {
    try type(text)
    try press("Enter")
  }

  /// Pastes a text, as a terminal does that was asked to mark what is pasted.
  func paste(_ text: String) throws {
    try tmux(["set-buffer", text])
    try tmux(["paste-buffer", "-p"])
  }

  /// The shell's process.
  func shell() throws -> pid_t {
    let text = try tmux(["display-message", "-p", "#{pane_pid}"]).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let number = pid_t(text) else { throw Failure("\(text) is no process") }
    return number
  }

  /// Takes the terminal away from what runs in it.
  func end() throws { try tmux(["kill-server"]) }

  func resize(width: Int, height: Int) throws { try tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"]) }

  /// What is on screen.
  func screen() throws -> String { try tmux(["capture-pane", "-p"]) }

  /// What is on screen, with the sequences that colour it.
  func colouredScreen() throws -> String { try tmux(["capture-pane", "-p", "-e"]) }

  /// Whether the alternate screen is on, the cursor shows, and the mouse is reported.
  func modes() throws -> String {
    try tmux(["display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}"])
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Waits until the screen is as it should be.
  @discardableResult
  func wait(
    for what: String, limit: Duration = .seconds(30), until isRight: (String) throws -> Bool
  ) async throws -> String {
    var last = ""
    do {
      try await EndToEndTests.wait(for: what, limit: limit) {
        last = try screen()
        return try isRight(last)
      }
    } catch {
      throw Failure("\(error), the screen being\n\(last)")
    }
    return last
  }

  /// Waits for a text on screen.
  @discardableResult
  func wait(forText text: String, limit: Duration = .seconds(30)) async throws -> String {
    try await wait(for: "`\(text)` on screen", limit: limit) { $0.contains(text) }
  }

  /// Runs a command at the shell to its end, and returns what it printed.
  func result(of command: String) async throws -> String {
    let name = "result-\(UUID().uuidString)"
    let result = try Folder()
    try self.command("{ \(command); } > \(result.path)/part 2>&1; mv \(result.path)/part \(result.path)/\(name)")
    try await EndToEndTests.wait(for: "\(command)") { result.names.contains(name) }
    return result.text(name).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
