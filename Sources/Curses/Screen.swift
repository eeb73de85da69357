import CNcurses
public import Terminal

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The terminal: shows canvases and waits for what the user does.
///
/// ncurses keeps its state in global variables, so that there is one screen at a time and the main actor alone uses it.
/// Input does not go through ncurses, which decodes neither paste nor, inside tmux, the mouse, and would draw while it reads.
public final class Screen {
  /// The terminal's size.
  public internal(set) var size: CellSize
  /// The colours that are used.
  public let colorDepth: ColorDepth
  /// Whether the locale's character set is UTF-8; if not, everything but ASCII is shown as `?`.
  public let isUTF8: Bool
  /// The terminal's type as it was found, which may be one that resembles `TERM`.
  public let terminalName: String
  /// Ends a wait from any thread.
  public nonisolated let waker = Waker()

  // The size that the last event or the caller of `open` knows.
  var toldSize: CellSize

  let tty: Tty
  let options: ScreenOptions
  let pipe: Int32
  var decoder: InputDecoder
  var isOpen = true
  var isGone = false
  // Whether `suspend` took the terminal again, of which the signal to continue still tells.
  var isBack = false
  // What was asked of the terminal, until when an answer is worth waiting for, and what came while waiting.
  var probe: GlyphProbe?
  var probeEnd: ContinuousClock.Instant?
  var held: [ScreenEvent] = []
  var pens: Pens
  // What the terminal shows; nil if all has to be sent.
  var shown: Canvas?
  var shownCursor: CellPoint?
  private let handle: OpaquePointer

  /// Takes the terminal over. At most one screen may be open.
  ///
  /// The locale's character set is set to the user's, numbers stay those of C. `LINES` and `COLUMNS` are removed from the
  /// environment, since with them a terminal could not change its size.
  public static func open(_ options: ScreenOptions) throws(ScreenError) -> Screen { try Screen(options) }

  private init(_ options: ScreenOptions) throws(ScreenError) {
    setlocale(LC_CTYPE, "")
    isUTF8 = nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
    unsetenv("LINES")
    unsetenv("COLUMNS")
    pipe = terminal_guard_pipe()
    guard pipe >= 0, let tty = Tty() else { throw .noTerminal }
    self.tty = tty
    self.options = options
    let description: TerminalDescription
    do { description = try TerminalDescription(environment: options.environment, file: tty.outputFile) } catch {
      tty.close()
      throw error
    }
    terminalName = description.name
    decoder = InputDecoder(sequences: description.keys, escapeDelay: options.escapeDelay)
    let reset = description.reset(ownModes: TerminalModes.off)
    // Before ncurses, so that it leaves the signals alone.
    reset.withUnsafeBytes {
      terminal_guard_begin(tty.outputFile, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
    }
    let wanted = options.colorDepth ?? ColorDepth(environment: options.environment)
    // A description whose colours are all direct has no palette; ours has both.
    let isDirect = wanted == .truecolor || wanted != .none && description.isDirect
    let direct = isDirect ? DirectColor.open(description.name, tty) : nil
    guard let handle = direct ?? newterm(description.name, tty.output, tty.input) else {
      terminal_guard_end()
      tty.close()
      throw .refused(name: description.name)
    }
    self.handle = handle
    curses_raw()
    pens = Pens(wanted: wanted)
    colorDepth = pens.depth
    curses_cursor(false, 0, 0)
    size = tty.size.map { CellSize(width: $0.width, height: $0.height) } ?? CellSize(width: 80, height: 24)
    toldSize = size
    curses_resize(Int32(size.height), Int32(size.width))
    curses_refresh()
    tty.write(TerminalModes.on(mouse: options.mouse))
  }

  /// Gives the terminal back. May be called more than once.
  public func close() {
    guard isOpen else { return }
    settle()
    isOpen = false
    tty.write(TerminalModes.off)
    endwin()
    // Without another screen to go back to, what was drawn stays, and the shell goes on below it.
    if TerminalDescription.capability("rmcup") == nil { tty.write("\r\n") }
    terminal_guard_end()
    delscreen(handle)
    tty.close()
  }

  /// Lets other programs have the terminal, such as a pager, and takes it back afterwards.
  public func lend<Result>(_ use: () throws -> Result) rethrows -> Result {
    leave()
    defer { enter() }
    return try use()
  }

  /// Stops the program as Ctrl-Z does at a shell, and returns when it goes on.
  ///
  /// Where no shell could continue it, the system does not stop it, and this returns at once.
  public func suspend() {
    guard isOpen else { return }
    leave()
    terminal_guard_stop()
    enter()
    isBack = true
  }

  /// Has the next frame sent as a whole, in case something else wrote to the terminal.
  public func redraw() { shown = nil }

  /// Puts a text on the user's clipboard, if the terminal lets programs do so.
  public func copy(_ text: String) { tty.write(TerminalModes.copy(text)) }

  /// Sets the title of the terminal's window.
  public func setTitle(_ title: String) { tty.write(TerminalModes.title(title)) }

  func leave() {
    settle()
    tty.write(TerminalModes.off)
    endwin()
    terminal_guard_pause()
  }

  /// Takes the terminal again and learns its size; the next frame is sent as a whole.
  func enter() {
    terminal_guard_resume()
    curses_forget()
    curses_refresh()
    tty.write(TerminalModes.on(mouse: options.mouse))
    shown = nil
    shownCursor = nil
    takeSize()
  }

  /// Takes on the terminal's size. Whether it is a new one.
  @discardableResult
  func takeSize() -> Bool {
    guard let now = tty.size, now.width != size.width || now.height != size.height else { return false }
    size = CellSize(width: now.width, height: now.height)
    curses_resize(Int32(size.height), Int32(size.width))
    shown = nil
    return true
  }
}
