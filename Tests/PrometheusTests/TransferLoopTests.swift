import FaultSupport
import Testing

@testable import Prometheus

@Suite("Transfers") struct TransferLoopTests {
  @Test("a transfer of a task that is cancelled already ends soon, even if its server is silent")
  func cancelledBefore() async throws {
    let server = try FakeServer { _, _ in FakeServer.Reply(isSilent: true) }
    defer { server.stop() }
    let loop = try #require(TransferLoop())
    let request = TransferRequest(
      url: server.url, labels: [], isRange: false, strings: SharedStrings(),
      options: TransportOptions(
        isEncrypted: false, isDirect: true, skipsVerification: false, connectTimeout: .seconds(10),
        timeout: .seconds(60), largestAnswer: 1 << 20, userAgent: "test"))
    let start = ContinuousClock.now
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await loop.run(request)
    }
    #expect(await task.value == nil)
    #expect(start.duration(to: .now) < .seconds(50))
  }
}

@Suite("Server text") struct ServerTextTests {
  @Test(
    "text of a server is one line that a terminal shows as it is",
    arguments: [
      ("plain", "plain"), (" a \n\t b ", "a b"), ("a\u{1B}[31mb", "a [31mb"), ("a\u{202E}b\u{200B}c", "abc"), ("", ""),
      ("a\u{2028}b", "a b"), ("日本", "日本"),
      (String(repeating: "x", count: 300), String(repeating: "x", count: 200) + "…"),
    ])
  func harmless(given: String, shown: String) {
    #expect(ServerText.harmless(given) == shown)
  }

  @Test("a token in a server's text is hidden before the text is cut")
  func hidden() throws {
    let token = try #require(Secret("planted-0123456789"))
    for count in 0..<240 {
      let text = ServerText.harmless(String(repeating: "x", count: count) + "planted-0123456789", hiding: [token])
      #expect(!text.contains("p"))
    }
  }
}
