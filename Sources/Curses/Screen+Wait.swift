import CNcurses
import Terminal

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Screen {
  /// Waits for something to happen, without using the processor. Blocks the calling thread.
  ///
  /// - Parameter deadline: When to return at the latest; nil to wait for ever.
  /// - Returns: What happened, in order, sizes as the last one only; nothing if the deadline has passed.
  public func wait(until deadline: ContinuousClock.Instant? = nil) -> [ScreenEvent] {
    guard isOpen, !isGone else { return [.closed] }
    var events = held
    held = []
    if !events.isEmpty { return events }
    while true {
      let limit = [deadline.map { $0 - .now }, decoder.patience].compactMap(\.self).min()
      var files = [
        pollfd(fd: tty.inputFile, events: Int16(POLLIN), revents: 0),
        pollfd(fd: pipe, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&files, 2, milliseconds(limit))
      if files[1].revents != 0 { readPipe(&events) }
      if files[0].revents != 0 {
        readTerminal(&events)
      } else if ready == 0, decoder.patience != nil {
        events += noticed(decoder.flush())
      }
      if !events.isEmpty { return events }
      if let deadline, deadline <= .now { return [] }
    }
  }

  /// Rounded up, so that a wait does not end just before its time and begin again.
  func milliseconds(_ limit: Duration?) -> Int32 {
    guard let limit else { return -1 }
    let (seconds, attoseconds) = max(limit, .zero).components
    return Int32(clamping: min(seconds, 86_400) * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  func readTerminal(_ events: inout [ScreenEvent]) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(tty.inputFile, &buffer, buffer.count)
    if count > 0 {
      events += noticed(decoder.feed(buffer[..<count]))
    } else if count == 0 || errno != EINTR && errno != EAGAIN {
      isGone = true
      events.append(.closed)
    }
  }

  /// Takes the wake-ups and signals that came; of each kind one is enough.
  private func readPipe(_ events: inout [ScreenEvent]) {
    var kinds: Set<Int32> = []
    var buffer = [UInt8](repeating: 0, count: 512)
    while true {
      let count = read(pipe, &buffer, buffer.count)
      if count <= 0 { break }
      for byte in buffer[..<count] { kinds.insert(Int32(byte)) }
    }
    if kinds.contains(SIGTSTP) {
      suspend()
      events.append(.resumed)
    } else if kinds.contains(SIGCONT) {
      // Unless `suspend` did so, take the terminal again, which the shell has used since.
      if !isBack {
        leave()
        enter()
      }
      isBack = false
      events.append(.resumed)
    }
    if kinds.contains(SIGWINCH) || kinds.contains(SIGCONT) || kinds.contains(SIGTSTP) { takeSize() }
    if size != toldSize {
      toldSize = size
      events.append(.input(.resize(width: size.width, height: size.height)))
    }
    for signal in [SIGHUP, SIGTERM, SIGINT] where kinds.contains(signal) { events.append(.terminate(signal: signal)) }
    if kinds.contains(0) { events.append(.woken) }
  }
}
