import FaultSupport
import Foundation
import Metrics
import Prometheus
import TestSupport
import Testing

@Suite("Requests") struct RequestTests {
  private func query(_ name: String, values: Int = 1) -> Query {
    let value = (0..<values).map { "namespace-\($0)" }.joined(separator: "|")
    return Query(
      name: name, purpose: "a test", labels: ["le"],
      terms: [.init(metric: "\(name)_total", function: .latest, selectors: [[Matcher("namespace", .matches, value)]])])
  }

  @Test("a short query is got, a long one posted as a form; both say the same")
  func methods() async throws {
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    let queries = [query("short"), query("long", values: 1000)]
    let source = try PrometheusSource(PrometheusOptions(url: "\(server.url)/prom/", userAgent: "meshtop/test"))
    _ = await source.answer(queries, at: anyTime)
    let requests = server.requests
    let short = try #require(requests.first { $0.method == "GET" })
    let long = try #require(requests.first { $0.method == "POST" })
    #expect(requests.count == 2)
    #expect(short.body.isEmpty)
    #expect(long.target == "/prom/api/v1/query")
    #expect(short.path == "/prom/api/v1/query")
    #expect(long.headers["content-type"] == "application/x-www-form-urlencoded")
    #expect(long.headers["expect"] == nil)
    #expect(short.parameters["query"] == queries[0].promQL)
    #expect(long.parameters["query"] == queries[1].promQL)
    for request in requests {
      #expect(request.parameters["time"] == "1790000000")
      #expect(request.headers["user-agent"] == "meshtop/test")
    }
  }

  @Test("all queries of a batch ask for the same moment, to the millisecond")
  func sameTime() async throws {
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    let queries = (0..<12).map { query("metric\($0)") }
    let time = Date(timeIntervalSince1970: 1_790_000_000.25)
    _ = await (try PrometheusSource(PrometheusOptions(url: server.url))).answer(queries, at: time)
    #expect(server.requests.map { $0.parameters["time"] } == Array(repeating: "1790000000.25", count: 12))
    #expect(Set(server.requests.compactMap { $0.parameters["query"] }).count == 12)
  }

  @Test("a range is asked for with its start, end and step")
  func range() async throws {
    let body =
      #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"le":"a"},"values":[[1790000000,"1"],[1790000015,"NaN"],[1790000030,"3"]]}]}}"#
    let server = try FakeServer { _, _ in FakeServer.Reply(body: body) }
    defer { server.stop() }
    let answers = await (try PrometheusSource(PrometheusOptions(url: server.url)))
      .answer([query("any")], from: anyTime, to: anyTime + 30, step: .seconds(15))
    let matrix = try #require(try answers.results.first?.get())
    #expect(matrix.series == [[.init(time: 1_790_000_000, value: 1), .init(time: 1_790_000_030, value: 3)]])
    #expect(answers.strings[matrix.cell(0, 0)] == "a")
    let request = try #require(server.requests.first)
    #expect(request.path == "/api/v1/query_range")
    #expect(request.parameters["start"] == "1790000000")
    #expect(request.parameters["end"] == "1790000030")
    #expect(request.parameters["step"].flatMap(Double.init) == 15)
  }

  @Test("answers share one table of strings and stay in the order of their queries")
  func sharedStrings() async throws {
    let server = try FakeServer { request, _ in
      let name = String((request.parameters["query"] ?? "").drop { $0 != "m" }.prefix { $0 != "_" })
      return FakeServer.Reply(
        body:
          #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"le":"\#(name)"},"value":[1,"1"]},{"metric":{"le":"all"},"value":[1,"2"]}]}}"#
      )
    }
    defer { server.stop() }
    let queries = (0..<10).map { query("metric\($0)") }
    let answers = await (try PrometheusSource(PrometheusOptions(url: server.url))).answer(queries, at: anyTime)
    var shared: Set<StringID> = []
    for (index, result) in answers.results.enumerated() {
      let vector = try result.get()
      #expect(vector.count == 2)
      #expect(answers.strings[vector.cell(0, 0)].contains("metric\(index)"))
      shared.insert(vector.cell(1, 0))
    }
    #expect(shared.count == 1)
  }

  @Test("what a server says of partial answers is told, each once")
  func warnings() async throws {
    let server = try FakeServer { request, _ in
      let own = request.parameters["query"]?.contains("second") == true ? #","only of the second""# : ""
      return FakeServer.Reply(
        body:
          #"{"status":"success","data":{"resultType":"vector","result":[]},"warnings":["store 10.0.0.7 did\n\u202enot answer"\#(own)]}"#
      )
    }
    defer { server.stop() }
    let answers = await (try PrometheusSource(PrometheusOptions(url: server.url))).answer(
      [query("first"), query("second")], at: anyTime)
    #expect(answers.missing == ["store 10.0.0.7 did not answer", "only of the second"])
    #expect(answers.results.count == 2)
  }

  @Test("no queries get no answers, and nothing is asked")
  func none() async throws {
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    let answers = await (try PrometheusSource(PrometheusOptions(url: server.url))).answer([], at: anyTime)
    #expect(answers.results.isEmpty)
    #expect(server.requests.isEmpty)
  }

  @Test("an answer that is cancelled while a server is silent ends soon")
  func cancelled() async throws {
    let server = try FakeServer { _, _ in FakeServer.Reply(isSilent: true) }
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url, timeout: .seconds(60)))
    let start = ContinuousClock.now
    let task = Task { await source.answer([query("a"), query("b")], at: anyTime) }
    while server.requests.count < 2, start.duration(to: .now) < .seconds(10) {
      try await Task.sleep(for: .milliseconds(5))
    }
    task.cancel()
    let results = await task.value.results
    #expect(start.duration(to: .now) < .seconds(15))
    #expect(results.count == 2)
    for result in results { #expect(throws: SourceError.self) { try result.get() } }
    if case .failure(let error)? = results.first { #expect(error.kind == .cancelled) }
  }

  @Test("an answer that is cancelled at any moment of its start ends soon")
  func cancelledEarly() async throws {
    let server = try FakeServer { _, _ in FakeServer.Reply(isSilent: true) }
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url, timeout: .seconds(40)))
    var numbers = SplitMix64(seed: 60)
    let start = ContinuousClock.now
    for _ in 0..<200 {
      let task = Task { await source.answer([query("a")], at: anyTime) }
      for _ in 0..<Int.random(in: 0...40, using: &numbers) { await Task.yield() }
      task.cancel()
      _ = await task.value
    }
    #expect(start.duration(to: .now) < .seconds(35))
  }

  @Test("a source that nobody holds any more still answers what it was asked")
  func released() async throws {
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    for _ in 0..<20 {
      let results = await (try PrometheusSource(PrometheusOptions(url: server.url))).answer([query("a")], at: anyTime)
        .results
      for result in results { #expect(throws: Never.self) { try result.get() } }
    }
  }
}
