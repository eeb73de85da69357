import Metrics
import Testing

@testable import Prometheus

@Suite("Addresses") struct AddressTests {
  @Test(
    "an address keeps its scheme, host, port and path",
    arguments: [
      ("http://localhost:9090", "http://localhost:9090"), ("https://thanos.example", "https://thanos.example"),
      ("https://thanos.example/", "https://thanos.example"), ("thanos.example:9091", "https://thanos.example:9091"),
      ("https://proxy.example/prometheus/", "https://proxy.example/prometheus"),
      ("https://proxy.example/a/b//", "https://proxy.example/a/b"),
      ("https://proxy.example/prom/api/v1", "https://proxy.example/prom"),
      ("https://proxy.example/prom/api/v1/query", "https://proxy.example/prom"),
      ("http://localhost:9090/graph", "http://localhost:9090"), ("http://[::1]:9090", "http://[::1]:9090"),
      ("HTTP://localhost:9090", "http://localhost:9090"),
    ])
  func accepted(given: String, text: String) throws {
    #expect(try Address(given).text == text)
  }

  @Test(
    "loopback addresses are known",
    arguments: [
      ("http://localhost", true), ("http://127.0.0.1:1", true), ("http://127.8.8.8", true), ("http://[::1]:1", true),
      ("http://127.0.0.1.example", false), ("http://localhost.example", false), ("http://128.0.0.1", false),
      ("http://[::2]", false),
    ])
  func loopback(given: String, isLoopback: Bool) throws {
    let address = try Address(given)
    #expect(address.isLoopback == isLoopback)
    #expect(!address.isEncrypted)
  }

  @Test(
    "what is no address of a server is refused",
    arguments: [
      "", " ", "https://", "ftp://host/", "file:///etc/passwd", "http://host:99999", "http://host:x", "http://a b",
      "http://[::1",
      "https://host/?query=up", "https://host/#x", "gopher://host",
    ])
  func refused(given: String) throws {
    let error = try #require(throws: SourceError.self) { try Address(given) }
    #expect(error.problem.contains("is no address of a server"))
    #expect(!error.remedy.isEmpty)
  }

  @Test(
    "a password in an address is refused and not repeated",
    arguments: [
      "https://user:hunter2@host", "https://hunter2@host", "https://user:hunter2@", "https://user:p@hunter2@host",
      "ftp://user:hunter2@host", "http://user:hunter2@host:99999", "https://user:hunter2@ho st",
      "https://host/?token=hunter2",
      "https://host/#hunter2", "user:hunter2@host", "https://user:hunter2@@", "https://hunter2@/",
      "https://user:hunter2/x@host", "https://user:hunter2?x@host",
    ])
  func password(given: String) throws {
    // One of these hosts can only be taken for user:password.
    let error = try #require(throws: SourceError.self) { try Address(given) }
    #expect(!error.description.contains("hunter2"), "\(error.description)")
  }

  @Test("what an address does to a terminal is not repeated")
  func control() throws {
    let error = try #require(throws: SourceError.self) { try Address("http://a\u{1B}[2J\u{202E}b c") }
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x202A })
  }
}
