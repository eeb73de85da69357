import Prometheus
import Testing

@Suite("Secrets") struct SecretTests {
  private static let token = "sha256~planted-Token.0123456789"

  private func everyText(of value: some Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return
      "\(value) \(String(describing: value)) \(String(reflecting: value)) \(dumped) \(Mirror(reflecting: value).children.map(\.value))"
  }

  @Test("no way of printing a token, or what holds one, shows it")
  func printing() throws {
    let secret = try #require(Secret(Self.token))
    #expect(!everyText(of: secret).contains("planted"))
    #expect("\(secret)" == "(secret)")
    #expect(!everyText(of: Optional(secret)).contains("planted"))
    #expect(!everyText(of: [secret]).contains("planted"))
    #expect(!everyText(of: TokenSource.fixed(secret)).contains("planted"))
    let options = PrometheusOptions(url: "https://host.invalid", token: .fixed(secret))
    #expect(!everyText(of: options).contains("planted"))
    #expect(!everyText(of: try PrometheusSource(options)).contains("planted"))
  }

  @Test(
    "blanks and line breaks around a token are no part of it", arguments: ["t", " t", "t\n", "\r\n t\r\n", "\tt \n\n"])
  func blanks(text: String) {
    #expect(Secret(text) == Secret("t"))
  }

  @Test(
    "what no header may carry is no token",
    arguments: ["", " ", "\n", "a b", "a\nb", "a\r\nX-Header: 1", "a\0b", "é", "\u{1B}[31m"])
  func refused(text: String) {
    #expect(Secret(text) == nil)
  }
}
