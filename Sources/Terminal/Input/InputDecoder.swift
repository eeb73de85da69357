/// Makes events of the bytes that a terminal sends.
///
/// It knows the keys of xterm, tmux, screen, the Linux console, rxvt and kitty, the mouse in the forms 1006 and X10, bracketed paste and
/// focus reports. It takes bytes in pieces of any size, and drops what it does not know.
///
/// A lone escape byte is the Escape key or the start of something longer, which only time tells: when no byte comes within
/// `patience`, the caller calls `flush()`.
public struct InputDecoder: Sendable {
  /// The most bytes of one paste; the rest of it is dropped.
  public static let longestPaste = 65_536
  /// The most bytes of one sequence; what is longer is dropped.
  static let longestSequence = 4096

  /// How long a lone escape byte waits for more.
  public let escapeDelay: Duration
  private let sequences: [[UInt8]: KeyPress]
  private var pending: [UInt8] = []
  // The bytes of a paste that has begun, and how many of the last ones may be the start of its end.
  private var paste: [UInt8]?

  /// A decoder.
  ///
  /// - Parameters:
  ///   - sequences: What else keys send, such as a terminal description says. Only those count that begin with escape and are longer
  ///     than it.
  ///   - escapeDelay: How long a lone escape byte waits for more. Raise it where bytes arrive in pieces.
  public init(sequences: [[UInt8]: KeyPress] = [:], escapeDelay: Duration = .milliseconds(25)) {
    self.sequences = sequences.filter { $0.key.count >= 2 && $0.key[0] == Byte.escape }
    self.escapeDelay = escapeDelay
  }

  /// How long to wait for more bytes before `flush()`; nil when nothing waits. A sequence that has begun waits ten times as
  /// long as a lone escape byte, so that a slow line does not turn the rest of it into key presses.
  public var patience: Duration? {
    if pending.isEmpty { return nil }
    return pending.allSatisfy { $0 == Byte.escape } ? escapeDelay : escapeDelay * 10
  }

  /// The events that these bytes complete. O(bytes).
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    var events: [InputEvent] = []
    pending.append(contentsOf: bytes)
    var start = 0
    while start < pending.count {
      if paste != nil {
        let (next, isWaiting) = readPaste(from: start, &events)
        start = next
        if isWaiting { break }
        continue
      }
      switch step(pending[start...]) {
      case .event(let event, let length):
        events.append(event)
        start += length
      case .pasteBegins(let length):
        paste = []
        start += length
      case .nothing(let length): start += length
      case .more:
        if pending.count - start > Self.longestSequence { start = pending.count } else { return rest(start, events) }
      }
    }
    return rest(start, events)
  }

  /// The events that waiting bytes mean, now that no more came: a lone escape byte is the Escape key.
  public mutating func flush() -> [InputEvent] {
    let waiting = pending
    pending = []
    if let text = paste {
      // A paste whose end got lost must not swallow the keyboard: Escape ends it.
      guard waiting == [Byte.escape] else {
        append(waiting[...])
        return []
      }
      paste = nil
      return [.paste(String(decoding: text, as: UTF8.self))]
    }
    if waiting.allSatisfy({ $0 == Byte.escape }) { return waiting.map { _ in .key(KeyPress(.escape)) } }
    if waiting.count == 2, waiting[0] == Byte.escape, let character = Unicode.Scalar(UInt32(waiting[1])),
      character.isASCII
    {
      return [.key(KeyPress(.character(Character(character)), .alt))]
    }
    return []
  }

  private mutating func rest(_ start: Int, _ events: [InputEvent]) -> [InputEvent] {
    pending.removeFirst(min(start, pending.count))
    return events
  }

  // What the bytes at the start of a slice are.
  enum Step {
    case event(InputEvent, length: Int)
    case pasteBegins(length: Int)
    case nothing(length: Int)
    case more

    static func key(_ key: Key, _ modifiers: Modifiers = [], length: Int) -> Step {
      .event(.key(KeyPress(key, modifiers)), length: length)
    }
  }

  private func step(_ bytes: ArraySlice<UInt8>) -> Step {
    guard let first = bytes.first else { return .more }
    guard first == Byte.escape else { return Self.plain(bytes) }
    if let known = described(bytes) { return known }
    return Self.escaped(bytes)
  }

  // A key that the terminal's description tells of.
  private func described(_ bytes: ArraySlice<UInt8>) -> Step? {
    var isPrefix = false
    var best: (press: KeyPress, length: Int)?
    for (sequence, press) in sequences {
      if bytes.starts(with: sequence) {
        if sequence.count > best?.length ?? 0 { best = (press, sequence.count) }
      } else if sequence.starts(with: bytes) {
        isPrefix = true
      }
    }
    if let best { return .event(.key(best.press), length: best.length) }
    return isPrefix ? .more : nil
  }

  // Reads a paste up to its end, and gives the index after what was read, and whether the end may have begun there.
  private mutating func readPaste(from start: Int, _ events: inout [InputEvent]) -> (next: Int, isWaiting: Bool) {
    let end = Byte.pasteEnd
    var index = start
    while let escape = pending[index...].firstIndex(of: Byte.escape) {
      let tail = pending[escape...].prefix(end.count)
      if tail.elementsEqual(end) {
        append(pending[start..<escape])
        events.append(.paste(String(decoding: paste ?? [], as: UTF8.self)))
        paste = nil
        return (escape + end.count, false)
      }
      if end.starts(with: tail) {
        append(pending[start..<escape])
        return (escape, true)
      }
      index = escape + 1
    }
    append(pending[start...])
    return (pending.count, false)
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    guard let count = paste?.count else { return }
    paste?.append(contentsOf: bytes.prefix(max(0, Self.longestPaste - count)))
  }
}

/// Bytes with a meaning.
enum Byte {
  static let escape: UInt8 = 0x1B
  static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)
}
