import Glibc

/// A process that a test started. Unlike Foundation's, it has ended when it has, whatever it left running: tmux leaves
/// a server.
final class Child {
  let id: pid_t
  private var ending: Int32?

  /// Starts a program with no input, whose output and errors go to files.
  init(
    _ path: String, _ arguments: [String], environment: [String: String], output: String = "/dev/null",
    errors: String = "/dev/null"
  ) throws {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&files, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    posix_spawn_file_actions_addopen(&files, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals as a shell leaves them.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var words = ([path] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, path, &files, &attributes, &words, &variables)
    guard code == 0 else { throw Failure("\(path) cannot be started: \(String(cString: strerror(code)))") }
    self.id = id
  }

  /// The exit status, or 128 and the number of the signal that ended it; nil while it runs.
  var status: Int32? {
    if let ending { return ending }
    var word: Int32 = 0
    guard waitpid(id, &word, WNOHANG) == id else { return nil }
    let signal = word & 0x7F
    ending = signal == 0 ? word >> 8 & 0xFF : 128 + signal
    return ending
  }

  /// Ends the process, gently at first.
  func end() {
    guard status == nil else { return }
    kill(id, SIGTERM)
    for _ in 0..<1000 where status == nil { usleep(10_000) }
    if status == nil {
      kill(id, SIGKILL)
      while status == nil { usleep(10_000) }
    }
  }
}
