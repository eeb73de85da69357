import Terminal
import Testing

@testable import Dashboard

@Suite struct KeyChangeTests {
  private func command(_ map: KeyMap, _ key: String) -> Command? { KeyPress(key).flatMap(map.command) }

  @Test func aCommandsKeysAreReplaced() throws {
    let map = try KeyMap.standard.replacing(["find": ["ctrl-f"], "density": ["F9"]])
    #expect(command(map, "ctrl-f") == .find)
    #expect(command(map, "/") == nil)
    #expect(command(map, "f9") == .density)
    #expect(map.key(for: .find) == "ctrl-f")
    #expect(command(map, "?") == .help)
    #expect(map.bindings.map(\.command) == KeyMap.standard.bindings.map(\.command))
  }

  @Test func keysCanBeExchanged() throws {
    let map = try KeyMap.standard.replacing(["turn": ["w"], "density": ["o"]])
    #expect(command(map, "w") == .turn)
    #expect(command(map, "o") == .density)
  }

  @Test func aStandardKeyIsGivenUpWhereAnotherIsLeft() throws {
    let map = try KeyMap.standard.replacing(["find": ["/", "f"]])
    #expect(command(map, "f") == .find)
    #expect(map.bindings.first { $0.command == .expand }?.keys == ["e"])
    #expect(throws: KeyMapError.self) { try KeyMap.standard.replacing(["find": ["f", "e"]]) }
    #expect(throws: KeyMapError.self) { try KeyMap.standard.replacing(["find": ["f9"], "hide": ["f9"]]) }
  }

  @Test func aClashNamesBothCommands() {
    #expect(throws: KeyMapError("find", "o is a key of both turn and find.", "Give one of them another key.")) {
      try KeyMap.standard.replacing(["find": ["o"]])
    }
  }

  @Test func whatIsUnknownIsNamed() {
    #expect(throws: KeyMapError.self) { try KeyMap.standard.replacing(["fly": ["f9"]]) }
    #expect(throws: KeyMapError.self) { try KeyMap.standard.replacing(["find": ["hyper-x"]]) }
  }

  @Test func controlCAlwaysQuits() throws {
    let map = try KeyMap.standard.replacing(["quit-at-once": ["f12"]])
    #expect(command(map, "ctrl-c") == .quitAtOnce)
    #expect(command(map, "f12") == .quitAtOnce)
  }
}
