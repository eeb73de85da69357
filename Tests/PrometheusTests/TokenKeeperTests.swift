import Foundation
import Metrics
import Testing

@testable import Prometheus

@Suite("Token keeping") struct TokenKeeperTests {
  private func text(_ keeper: TokenKeeper, refused: String? = nil) async throws -> String? {
    try await keeper.current(refused: refused.flatMap { Secret($0) })?.reveal { $0 }
  }

  private func failure(_ keeper: TokenKeeper) async throws -> SourceError {
    do {
      _ = try await keeper.current()
    } catch { return error }
    throw Unexpected.success
  }

  @Test("no source gives no token, and a fixed one stays")
  func fixed() async throws {
    #expect(try await text(TokenKeeper(.none)) == nil)
    let keeper = TokenKeeper(.fixed(try #require(Secret("t"))))
    #expect(try await text(keeper) == "t")
    #expect(try await text(keeper, refused: "t") == "t")
    #expect(!keeper.canRenew)
  }

  @Test("a file that is written anew gives its new token")
  func rewritten() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("first\n", to: "token")
    let keeper = TokenKeeper(.file(path))
    #expect(try await text(keeper) == "first")
    #expect(try await text(keeper) == "first")
    try folder.write("second-token\n", to: "token")
    #expect(try await text(keeper) == "second-token")
  }

  @Test("a token behind links that are swapped, as Kubernetes renews them, is the new one")
  func swapped() async throws {
    let folder = try TemporaryFolder()
    let files = FileManager.default
    func publish(_ version: String, _ token: String) throws {
      try files.createDirectory(atPath: "\(folder.path)/..\(version)", withIntermediateDirectories: true)
      try folder.write(token, to: "..\(version)/token")
      let next = "\(folder.path)/..data_tmp"
      try files.createSymbolicLink(atPath: next, withDestinationPath: "..\(version)")
      #expect(rename(next, "\(folder.path)/..data") == 0)
    }
    try publish("2026_1", "token-1")
    try files.createSymbolicLink(atPath: "\(folder.path)/token", withDestinationPath: "..data/token")
    let keeper = TokenKeeper(.file("\(folder.path)/token"))
    #expect(try await text(keeper) == "token-1")
    try publish("2026_2", "token-2")
    #expect(try await text(keeper) == "token-2")
  }

  @Test("a refused token is read again even where its file looks the same")
  func sameStamp() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("aaa", to: "token")
    let time = Date(timeIntervalSince1970: 1_700_000_000)
    try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
    let keeper = TokenKeeper(.file(path))
    #expect(try await text(keeper) == "aaa")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.write(contentsOf: Data("bbb".utf8))
    try handle.close()
    try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
    #expect(try await text(keeper, refused: "aaa") == "bbb")
  }

  @Test("a file without a token is told of by its path, not by what is in it")
  func badFiles() async throws {
    let folder = try TemporaryFolder()
    let cases = [
      (try folder.write("", to: "empty"), "it is empty"),
      (try folder.write("a secret phrase", to: "phrase"), "it holds no token"),
      ("\(folder.path)/none", "No such file or directory"), (folder.path, "Is a directory"),
    ]
    for (path, reason) in cases {
      let error = try await failure(TokenKeeper(.file(path)))
      #expect(error.kind == .token)
      #expect(error.problem == "No token can be read from \(path): \(reason).")
      #expect(!error.description.contains("secret phrase"))
    }
  }

  @Test("a command runs once for all who ask, and again only for a refused token")
  func command() async throws {
    let folder = try TemporaryFolder()
    let keeper = TokenKeeper(.command("echo run >> '\(folder.path)/runs'; wc -l < '\(folder.path)/runs'"))
    let tokens = try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 0..<20 { group.addTask { try await text(keeper) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(tokens == Array(repeating: "1", count: 20))
    #expect(try await text(keeper) == "1")
    let renewed = try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 0..<20 { group.addTask { try await text(keeper, refused: "1") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(renewed == Array(repeating: "2", count: 20))
    #expect(folder.text("runs") == "run\nrun\n")
  }

  @Test("a command that fails is told of by its own words, and may succeed the next time")
  func failing() async throws {
    let folder = try TemporaryFolder()
    let keeper = TokenKeeper(
      .command(
        "test -e '\(folder.path)/ok' && echo t && exit; printf 'not \\033[31mlogged\\nin' >&2; echo planted; exit 3"))
    let error = try await failure(keeper)
    #expect(error.kind == .token)
    #expect(error.problem == "The token command failed: not [31mlogged in")
    #expect(error.remedy.contains("prints") || error.remedy.contains("print"))
    try folder.write("", to: "ok")
    #expect(try await text(keeper) == "t")
  }

  @Test(
    "a command that prints no token is told of without what it printed",
    arguments: ["true", "echo planted phrase", "printf 'planted\\nplanted'", "head -c 200000 /dev/zero | tr '\\0' x"])
  func printsNone(command: String) async throws {
    let error = try await failure(TokenKeeper(.command(command)))
    #expect(error.kind == .token)
    #expect(error.problem.hasPrefix("The token command"))
    #expect(!error.description.contains("planted"))
  }

  @Test("a command that does not exist is told of")
  func missing() async throws {
    let error = try await failure(TokenKeeper(.command("meshtop-has-no-such-command")))
    #expect(error.problem.contains("not found"))
  }

  @Test("a command's token is renewed a little before it expires")
  func expiring() async throws {
    let folder = try TemporaryFolder()
    // Both printed by turns: one that expires at once, one that does not.
    let old = Self.webToken(#"{"exp":\#(Int(Date().timeIntervalSince1970) + 5)}"#)
    let new = Self.webToken(#"{"exp":\#(Int(Date().timeIntervalSince1970) + 3600)}"#)
    let keeper = TokenKeeper(
      .command("test -e '\(folder.path)/ran' && echo \(new) || echo \(old); echo run >> '\(folder.path)/ran'"))
    #expect(try await text(keeper) == old)
    #expect(try await text(keeper) == new)
    #expect(try await text(keeper) == new)
    #expect(folder.text("ran") == "run\nrun\n")
  }

  @Test("the expiry of a JSON web token is read, and of nothing else")
  func expiry() {
    #expect(TokenKeeper.expiry(Self.webToken(#"{"exp":1790000000}"#)) == Date(timeIntervalSince1970: 1_789_999_990))
    #expect(
      TokenKeeper.expiry(Self.webToken(#"{"exp":1790000000.5,"a":"??>>~~"}"#))
        == Date(timeIntervalSince1970: 1_789_999_990.5))
    for text in [
      "", "a", "a.b", "..", "a.b.c", "sha256~abc", Self.webToken("{}"), Self.webToken("[]"),
      Self.webToken(#"{"exp":"x"}"#),
    ] {
      #expect(TokenKeeper.expiry(text) == nil, "\(text)")
    }
  }

  private static func webToken(_ payload: String) -> String {
    let base64 = Data(payload.utf8).base64EncodedString()
    let url = base64.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.filter { $0 != "=" }
    return "eyJhbGciOiJSUzI1NiJ9.\(String(url)).c2lnbmF0dXJl"
  }
}
