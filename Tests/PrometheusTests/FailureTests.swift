import FaultSupport
import Foundation
import Metrics
import Prometheus
import Testing

@Suite("Failures") struct FailureTests {
  @Test("a port that nothing listens at is unreachable, with the address told")
  func refusedPort() async throws {
    let server = try FakeServer { _, _ in .empty }
    server.stop()
    let error = try await failure(PrometheusOptions(url: server.url))
    #expect(error.kind == .unreachable)
    #expect(error.problem.contains(server.url))
    #expect(error.remedy.contains("port"))
  }

  @Test("a name that does not exist is told as such")
  func unknownName() async throws {
    let error = try await failure(PrometheusOptions(url: "https://thanos.meshtop.invalid"))
    #expect(error.kind == .nameNotResolved)
    #expect(error.problem.contains("thanos.meshtop.invalid"))
    #expect(error.remedy.contains("DNS"))
  }

  @Test("without a token, 401 says that one is wanted; with one, that it is not accepted")
  func unauthenticated() async throws {
    let reply = FakeServer.Reply(status: 401, body: "Unauthorized")
    let without = try await failure(reply)
    #expect(without.kind == .unauthenticated)
    #expect(without.problem.contains("wants a token (401)"))
    #expect(without.remedy.contains("--token"))
    let with = try await failure(reply, token: .fixed(try #require(Secret("old"))))
    #expect(with.kind == .unauthenticated)
    #expect(with.problem.contains("does not accept the token (401)"))
  }

  @Test(
    "each status has its kind, the server's words and the address",
    arguments: [
      (400, SourceError.Kind.badQuery), (403, .forbidden), (404, .notPrometheus), (405, .notPrometheus),
      (418, .badQuery),
      (422, .refused), (429, .overloaded), (500, .serverFailed), (502, .serverFailed), (503, .overloaded),
      (504, .timedOut),
    ])
  func statuses(status: Int, kind: SourceError.Kind) async throws {
    let server = try FakeServer { _, _ in .error(status, "query processing would load \\u001b[31mtoo many\\n samples") }
    defer { server.stop() }
    let error = try await failure(PrometheusOptions(url: server.url))
    #expect(error.kind == kind)
    #expect(error.problem.contains(server.url))
    #expect(error.problem.contains("\(status)"))
    #expect(!error.remedy.isEmpty)
    if kind != .notPrometheus { #expect(error.problem.contains("query processing would load [31mtoo many samples")) }
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    #expect(server.requests.count == 1)
  }

  @Test(
    "an overloaded server's Retry-After is told, up to an hour",
    arguments: [(429, "17", 17), (503, "100000", 3600), (503, "x", 0)])
  func retryAfter(status: Int, header: String, seconds: Int) async throws {
    let error = try await failure(FakeServer.Reply(status: status, headers: [("Retry-After", header)], body: "busy"))
    #expect(error.kind == .overloaded)
    #expect(error.retryAfter == (seconds > 0 ? .seconds(seconds) : nil))
  }

  @Test("a redirect is not followed", arguments: [301, 302, 307, 308])
  func redirect(status: Int) async throws {
    let second = try FakeServer { _, _ in .empty }
    defer { second.stop() }
    let reply = FakeServer.Reply(status: status, headers: [("Location", "\(second.url)/login?state=abc")], body: "")
    let error = try await failure(reply, token: .fixed(try #require(Secret("planted"))))
    #expect(error.kind == .unexpectedStatus)
    #expect(error.problem.contains("\(second.url)/login"))
    #expect(!error.description.contains("state"))
    #expect(second.requests.isEmpty)
  }

  @Test("a web page is no answer, whatever its status says")
  func webPage() async throws {
    for page in ["<!DOCTYPE html>\n<html>", "<HTML><body>Log in</body></HTML>"] {
      let error = try await failure(FakeServer.Reply(body: page))
      #expect(error.kind == .notPrometheus)
      #expect(error.problem.contains("web page"))
    }
    let other = try await failure(FakeServer.Reply(body: "OK"))
    #expect(other.kind == .notPrometheus)
    #expect(other.problem.contains("does not answer as a Prometheus API does"))
    #expect(try await failure(FakeServer.Reply(body: "")).kind == .notPrometheus)
  }

  @Test("an error with status 200 is an error")
  func errorWithSuccess() async throws {
    let bad = FakeServer.Reply(body: #"{"status":"error","errorType":"bad_data","error":"unknown function"}"#)
    let error = try await failure(bad)
    #expect(error.kind == .badQuery)
    #expect(error.problem.contains("unknown function"))
    let other = FakeServer.Reply(body: #"{"status":"error","errorType":"execution","error":"e"}"#)
    #expect(try await failure(other).kind == .refused)
  }

  @Test("an answer of another type than asked for is not taken")
  func otherType() async throws {
    let matrix = FakeServer.Reply(body: #"{"status":"success","data":{"resultType":"matrix","result":[]}}"#)
    #expect(try await failure(matrix).kind == .notPrometheus)
  }

  @Test("an answer larger than allowed is given up, and the limit told")
  func tooLarge() async throws {
    let server = try FakeServer { _, _ in FakeServer.Reply(body: String(repeating: " ", count: 3 << 20)) }
    defer { server.stop() }
    let error = try await failure(PrometheusOptions(url: server.url, largestAnswer: 1 << 20))
    #expect(error.kind == .tooLarge)
    #expect(error.problem.contains("more than 1 MiB"))
    #expect(error.remedy.contains("--namespace"))
  }

  @Test("a connection that breaks in the middle of an answer is told", arguments: [0, 1, 30, 60])
  func cut(count: Int) async throws {
    let error = try await failure(FakeServer.Reply(cutAfter: count))
    #expect(error.kind == .unreachable)
    #expect(error.problem.contains("broke"))
  }

  @Test("a server that does not speak TLS is told")
  func noTLS() async throws {
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    let error = try await failure(PrometheusOptions(url: "https://127.0.0.1:\(server.port)", timeout: .seconds(10)))
    #expect(error.kind == .tls)
    #expect(error.remedy.contains("http://"))
  }

  @Test("a server that stays silent is given up when the time is over")
  func timeout() async throws {
    let server = try FakeServer { _, _ in FakeServer.Reply(isSilent: true) }
    defer { server.stop() }
    let error = try await failure(PrometheusOptions(url: server.url, timeout: .milliseconds(300)))
    #expect(error.kind == .timedOut)
    #expect(error.remedy.contains("--timeout"))
  }

  @Test("a query that fails leaves the others' answers whole")
  func independent() async throws {
    let server = try FakeServer { request, _ in
      request.parameters["query"]?.contains("bad_total") == true ? .error(422, "no") : .empty
    }
    defer { server.stop() }
    let bad = Query(name: "bad", purpose: "", labels: [], terms: [.init(metric: "bad_total", function: .latest)])
    let results = await (try PrometheusSource(PrometheusOptions(url: server.url))).answer(
      [anyQuery, bad, anyQuery], at: anyTime
    ).results
    let kinds = results.map { result -> SourceError.Kind? in
      if case .failure(let error) = result { error.kind } else { nil }
    }
    #expect(kinds == [nil, .refused, nil])
  }

  @Test("a certificate file that cannot be read is named")
  func badCertificates() async throws {
    let folder = try TemporaryFolder()
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    for path in [try folder.write("no PEM", to: "ca.pem"), "\(folder.path)/none.pem"] {
      let error = try #require(throws: SourceError.self) {
        try PrometheusSource(PrometheusOptions(url: "https://127.0.0.1:\(server.port)", caFiles: [path]))
      }
      #expect(error.kind == .file)
      #expect(error.problem.contains(path))
    }
  }
}
