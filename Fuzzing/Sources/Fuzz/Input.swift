import Dashboard
import Terminal

/// Bytes of a terminal mean the same in pieces of any size, and whatever keys, pastes and clicks they are, there is a
/// whole screen after them. The first byte tells the size of the pieces.
func testInput(_ bytes: [UInt8]) {
  guard let first = bytes.first else { return }
  let input = bytes.dropFirst().prefix(512)
  var decoder = InputDecoder()
  let events = decoder.feed(input) + decoder.flush()

  var other = InputDecoder()
  var cut: [InputEvent] = []
  var rest = input
  while !rest.isEmpty {
    cut += other.feed(rest.prefix(Int(first % 8) + 1))
    rest = rest.dropFirst(Int(first % 8) + 1)
  }
  cut += other.flush()
  precondition(cut == events, "Pieces mean the same as the whole")

  guard isShown(bytes) else { return }
  var session = Session()
  session.send(.arrived(.success(sampleMesh)))
  for event in events.prefix(64) {
    switch event {
    case .key(let press): session.send(.key(press))
    case .paste(let text): session.send(.paste(text))
    case .mouse(let mouse): session.send(.mouse(mouse))
    case .resize(let width, let height): session.send(.resized(width: width, height: height))
    case .focus, .cursor, .background: continue
    }
  }
  session.draw()
}
