import Terminal

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Screen {
  /// How long it is worth waiting for the terminal's answer: one over a slow line takes that long.
  private static let probePatience = Duration.milliseconds(250)

  /// Asks the terminal how wide it draws signs and what its background is; the answer comes as ``ScreenEvent/probed(_:)``, now, late or never. To be
  /// called before the first frame, which draws over what little may be left of the question.
  public func probeTerminal() {
    guard isOpen, isUTF8, size.width >= GlyphProbe.leastSize.width, size.height >= GlyphProbe.leastSize.height else {
      return
    }
    probe = GlyphProbe()
    probeEnd = .now + Self.probePatience
    let frame = options.synchronizedOutput
    tty.write(
      (frame ? TerminalModes.beginFrame : []) + Array(GlyphProbe.question.utf8) + (frame ? TerminalModes.endFrame : []))
  }

  /// Until when an answer is worth waiting for before something is drawn; nil where none is awaited any more.
  public var probeDeadline: ContinuousClock.Instant? {
    guard let probe, !probe.isAnswered, let probeEnd, probeEnd > .now else { return nil }
    return probeEnd
  }

  /// What came from the terminal, without the answers to the probe.
  func noticed(_ input: [InputEvent]) -> [ScreenEvent] {
    var events: [ScreenEvent] = []
    for event in input {
      switch event {
      case .background(let color): probe?.take(background: color)
      case .cursor(let x, let y):
        if probe?.take(x: x, y: y) ?? false, let probe, probe.isAnswered { events.append(.probed(probe)) }
      default: events.append(.input(event))
      }
    }
    return events
  }

  /// Waits for answers on their way, so that they do not reach who has the terminal next. What is typed meanwhile is kept.
  func settle() {
    while !isGone, let deadline = probeDeadline {
      var file = pollfd(fd: tty.inputFile, events: Int16(POLLIN), revents: 0)
      if poll(&file, 1, milliseconds(deadline - .now)) > 0 { readTerminal(&held) }
    }
  }
}
