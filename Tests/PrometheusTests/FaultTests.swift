import FaultSupport
import Foundation
import Metrics
import Prometheus
import Testing

@Suite("Faults") struct FaultTests {
  /// What answers behind the faults: one row, at the server's own time.
  private static let upstream: @Sendable (HTTPRequest) -> HTTPReply = { request in
    let row = #"{"metric":{"le":"+Inf"},"value":[1790000000,"42"]}"#
    var reply = HTTPReply(
      headers: [("Date", Fault.httpDate(Date()))],
      body: #"{"status":"success","data":{"resultType":"vector","result":[\#(row)]}}"#)
    reply.isKeptAlive = true
    return reply
  }

  private func ask(_ source: PrometheusSource) async -> [Result<Double, SourceError>] {
    await source.answer([anyQuery, anyQuery], at: anyTime).results.map { result in
      result.map { vector in (0..<vector.count).reduce(0) { $0 + vector.values[$1] } }
    }
  }

  @Test("each fault has its outcome, and the next question after it is answered", arguments: Fault.allCases)
  func outcome(fault: Fault) async throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/token"
    let server = try FaultServer(tokenFile: file, upstream: Self.upstream)
    defer { server.stop() }
    let source = try PrometheusSource(
      PrometheusOptions(url: server.url, token: .file(file), timeout: .seconds(4), largestAnswer: 4 << 20))
    #expect(await ask(source) == [.success(42), .success(42)])
    for _ in 0..<2 {
      try server.play(fault)
      let results = await ask(source)
      switch fault.expectation {
      case .right: #expect(results == [.success(42), .success(42)])
      case .stale(let reason):
        let errors = results.compactMap { if case .failure(let error) = $0 { error } else { nil } }
        let first = try #require(errors.first, "\(fault)")
        #expect(first.problem.contains(reason), "\(first)")
        #expect(!first.remedy.isEmpty)
      }
      try server.play(nil)
      #expect(await ask(source) == [.success(42), .success(42)])
    }
  }

  @Test("what a server asks for by Retry-After is told, in seconds or as a moment of its own clock")
  func retryAfter() async throws {
    for (date, offset) in [(Date(), 17.0), (Date(timeIntervalSinceNow: -7200), 17)] {
      let until = Fault.httpDate(date.addingTimeInterval(offset))
      let headers = [("Date", Fault.httpDate(date)), ("Retry-After", until)]
      let error = try await failure(HTTPReply(status: 503, headers: headers, body: "busy"))
      #expect(error.retryAfter == .seconds(17))
    }
  }

  @Test(
    "a redirect within the server is followed, with the token and the method", arguments: [301, 302, 303, 307, 308])
  func redirectWithin(status: Int) async throws {
    let server = try FakeServer { request, _ in
      if request.path.hasPrefix("/new") { return .empty }
      return HTTPReply(status: status, headers: [("Location", "/new\(request.target)")], body: "")
    }
    defer { server.stop() }
    let source = try PrometheusSource(
      PrometheusOptions(url: server.url, token: .fixed(try #require(Secret("planted")))))
    var long = anyQuery
    long.terms[0].selectors = [[Matcher("pod", .matches, String(repeating: "x", count: 9000))]]
    for query in [anyQuery, long] {
      let count = server.requests.count
      let results = await source.answer([query], at: anyTime).results
      #expect(throws: Never.self) { try results.first?.get() }
      let asked = server.requests.dropFirst(count)
      #expect(asked.map(\.method) == (query == anyQuery ? ["GET", "GET"] : ["POST", "POST"]))
      #expect(asked.map(\.body).first == asked.map(\.body).last)
      #expect(asked.allSatisfy { $0.headers["authorization"] == "Bearer planted" })
    }
  }

  @Test("a redirect to another port or scheme of the same machine is none within the server")
  func redirectElsewhere() async throws {
    let other = try FakeServer { _, _ in .empty }
    defer { other.stop() }
    for place in [
      "\(other.url)/api", "https://127.0.0.1:\(other.port)/", "//127.0.0.1:\(other.port)/x", "http://[::1]/",
    ] {
      let error = try await failure(
        HTTPReply(status: 307, headers: [("Location", place)], body: ""), token: .fixed(try #require(Secret("t"))))
      #expect(error.problem.contains("where the token must not go"), "\(error)")
    }
    #expect(other.requests.isEmpty)
  }

  @Test("a loop is followed three times")
  func loop() async throws {
    let server = try FakeServer { request, _ in
      HTTPReply(status: 308, headers: [("Location", request.target)], body: "")
    }
    defer { server.stop() }
    let error = try await failure(PrometheusOptions(url: server.url))
    #expect(error.problem.contains("sends on again and again"))
    #expect(server.requests.count == 4)
  }

  @Test("a server that struggled is asked one question, and all the others once it answers that one")
  func probing() async throws {
    let server = try FaultServer(upstream: Self.upstream)
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url))
    try server.play(.unavailable)
    _ = await ask(source)
    #expect(server.requests.count == 2)
    let results = await ask(source)
    #expect(server.requests.count == 3)
    #expect(results.allSatisfy { if case .failure(let error) = $0 { error.kind == .overloaded } else { false } })
    try server.play(nil)
    #expect(await ask(source) == [.success(42), .success(42)])
    #expect(server.requests.count == 5)
  }

  @Test("connections that a gate closes under questions are no failure, however many of them are open")
  func dyingConnections() async throws {
    let server = try FaultServer(upstream: Self.upstream)
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url))
    try server.play(.keepAliveClosed)
    for _ in 0..<8 {
      let answers = await source.answer(Array(repeating: anyQuery, count: 8), at: anyTime)
      for result in answers.results {
        if case .failure(let error) = result { Issue.record("\(error)") }
      }
    }
  }

  @Test("a server that is only down is asked everything at once")
  func noProbing() async throws {
    let server = try FaultServer(upstream: Self.upstream)
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url))
    try server.play(.failing)
    _ = await ask(source)
    _ = await ask(source)
    #expect(server.requests.count == 4)
  }

  @Test("an answer without end takes no more memory than is allowed", arguments: [Fault.endless, .endlessRows, .bomb])
  func memory(fault: Fault) async throws {
    let server = try FaultServer(upstream: Self.upstream)
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url, largestAnswer: 32 << 20))
    try server.play(fault)
    let before = Self.peak()
    for result in await source.answer(Array(repeating: anyQuery, count: 8), at: anyTime).results {
      guard case .failure(let error) = result else { throw Unexpected.success }
      #expect(error.kind == .tooLarge)
    }
    #expect(Self.peak() - before < 256 << 20)
  }

  /// The most memory that this process ever had, in bytes.
  private static func peak() -> Int {
    let text = FileManager.default.contents(atPath: "/proc/self/status").map { String(decoding: $0, as: UTF8.self) }
    let line = text?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }

  @Test("no connection is used again that was to be dropped, and what is under way over it ends")
  func dropping() async throws {
    let server = try FakeServer { request, _ in
      var reply = HTTPReply.empty
      reply.isKeptAlive = true
      reply.isSilent = request.parameters["time"] == "1"
      return reply
    }
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url))
    for _ in 0..<2 { _ = await source.answer([anyQuery], at: anyTime) }
    #expect(server.requests.map(\.isFirst) == [true, false])
    async let hanging = source.answer([anyQuery], at: Date(timeIntervalSince1970: 1))
    while server.requests.count < 3 { await Task.yield() }
    source.dropConnections()
    guard case .failure(let error)? = await hanging.results.first else { throw Unexpected.success }
    #expect(error.kind == .cancelled)
    _ = await source.answer([anyQuery], at: anyTime)
    #expect(server.requests.last?.isFirst == true)
  }
}

@Suite("A server's clock") struct ServerClockTests {
  @Test(
    "a clock that is off by more than half a minute is told, and one that may be right is not",
    arguments: [(0, 0), (25, 0), (-25, 0), (300, 300), (-300, -300), (86_400, 86_400)])
  func offset(seconds: Int, told: Int) async throws {
    let server = try FakeServer { _, _ in
      var reply = HTTPReply.empty
      reply.headers = [("Date", Fault.httpDate(Date(timeIntervalSinceNow: Double(seconds))))]
      return reply
    }
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url))
    #expect(source.clockOffset == .zero)
    _ = await source.answer([anyQuery], at: anyTime)
    let difference = source.clockOffset - .seconds(told)
    #expect(difference < .seconds(2) && difference > .seconds(-2), "\(source.clockOffset)")
  }

  @Test("neither an error's nor a cache's date tells the server's time")
  func others() async throws {
    let off = ("Date", Fault.httpDate(Date(timeIntervalSinceNow: -600)))
    for reply in [
      HTTPReply(status: 502, headers: [off], body: "<html>"), HTTPReply(headers: [off, ("Age", "600")]),
      HTTPReply(headers: [("Date", "yesterday")]), HTTPReply(headers: [off], body: "<html>Log in"),
    ] {
      let server = try FakeServer { _, _ in reply }
      defer { server.stop() }
      let source = try PrometheusSource(PrometheusOptions(url: server.url))
      _ = await source.answer([anyQuery], at: anyTime)
      #expect(source.clockOffset == .zero)
    }
  }
}
