import Configuration
import Dashboard
import Terminal

/// What is wrong with a configuration is told in lines that do no harm.
func testConfig(_ bytes: [UInt8]) {
  let file = ConfigReader.read("config.toml", String(decoding: bytes, as: UTF8.self))
  for fault in file.faults {
    let lines = fault.lines(in: file.path)
    precondition(lines[0].split(separator: "\n").count == 1, "A fault is one sentence")
    lines.forEach(checkHarmless)
  }
}

/// A theme is read, or told what is wrong with it.
func testTheme(_ bytes: [UInt8]) {
  do throws(ThemeError) {
    let theme = try Theme(toml: String(decoding: bytes, as: UTF8.self), named: "fuzz")
    for role in Role.allCases { _ = theme[role] }
  } catch {
    checkHarmless(error.description)
  }
}

/// What was chosen in earlier runs is taken up, or refused, and written so that it can be read.
func testKept(_ bytes: [UInt8]) {
  guard let states = try? KeptStates(parsing: bytes) else { return }
  guard let again = try? KeptStates(parsing: states.bytes) else { fatalError("What is written can be read") }
  precondition(again.bytes == states.bytes, "What is written reads back as the same")
  guard isShown(bytes) else { return }
  for source in ["fuzz", "a", ""] {
    var session = Session()
    session.restore(states[source])
    session.send(.arrived(.success(sampleMesh)))
    session.draw()
  }
}
