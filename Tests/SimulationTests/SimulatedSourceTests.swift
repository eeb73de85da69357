import Foundation
import Metrics
import Simulation
import Testing

@Suite struct SimulatedSourceTests {
  private func query(
    _ metric: String?, _ function: Query.Function = .latest, by labels: [String] = [],
    _ aggregation: Query.Aggregation = .sum, where selectors: [[Matcher]] = [[]]
  ) -> Query {
    Query(
      name: "q", purpose: "a test", aggregation: aggregation, labels: labels,
      terms: [Query.Term(metric: metric, function: function, selectors: selectors)])
  }

  private let time = 1_790_000_000.0

  private func increase(_ literal: Literal, _ window: Int, at time: Double) async throws -> Double {
    let answer = try await literal.answer(query("c", .increase(.seconds(window))), at: time)
    return try #require(answer[""])
  }

  // MARK: Rates, as Prometheus' extrapolatedRate has them

  @Test func `A steady counter has its rate, wherever the window's ends lie between scrapes`() async throws {
    var literal = Literal()
    literal.counter("c", rate: 3)
    for offset in [0.0, 1, 7.5, 14.9] {
      let answer = try await literal.answer(query("c", .rate(.seconds(120))), at: time + offset)
      #expect(abs(try #require(answer[""]) - 3) < 1e-6)
    }
  }

  @Test func `An increase is the rate times the window`() async throws {
    var literal = Literal()
    literal.counter("c", rate: 3)
    let answer = try await literal.answer(query("c", .increase(.seconds(60))), at: time)
    #expect(abs(try #require(answer[""]) - 180) < 1e-4)
  }

  @Test func `A counter that began in the window is not extrapolated past its zero`() async throws {
    // It was zero at 10 s: samples of 5 at 15 s, 20 at 30 s and 35 at 45 s. They grew by 30, the moment of zero lies
    // 5 s before the first, and the window ends 1 s after the last.
    var literal = Literal()
    literal.counter("c", rate: 1, since: 10)
    let found = try await increase(literal, 45, at: 46)
    #expect(abs(found - 36) < 1e-9)
  }

  @Test func `An old counter is extrapolated to both ends of the window`() async throws {
    // Samples of 15 to 60 at 15 s to 60 s, in a window from 10 s on.
    var literal = Literal()
    literal.counter("c", rate: 1)
    let found = try await increase(literal, 50, at: 60)
    #expect(abs(found - 50) < 1e-9)
  }

  @Test func `A single sample in the window is no increase`() async throws {
    var literal = Literal(interval: 60)
    literal.counter("c", rate: 2)
    let answer = try await literal.answer(query("c", .increase(.seconds(80))), at: 6_030)
    #expect(answer.isEmpty)
  }

  @Test func `A restart is growth from zero, never a negative rate`() async throws {
    var literal = Literal()
    literal.counter("c", rate: 4, restarts: [time - 50])
    let answer = try await literal.answer(query("c", .rate(.seconds(120))), at: time)
    let rate = try #require(answer[""])
    // What was counted between the last scrape and the restart is lost: up to one of seven intervals.
    #expect(rate <= 4 && rate > 4.0 * 6 / 7 - 0.01)
  }

  @Test func `The newest value is that of the last scrape`() async throws {
    var literal = Literal(interval: 30)
    literal.counter("c", rate: 1)
    let answer = try await literal.answer(query("c"), at: 100)
    #expect(answer[""] == 90)
  }

  @Test func `Samples at both ends of a window count`() async throws {
    var literal = Literal()
    literal.gauge("g", [], 1)
    #expect(try await literal.answer(query("g", .sampleCount(.seconds(60))), at: 600)[""] == 5)
    #expect(try await literal.answer(query("g", .sampleCount(.milliseconds(59_999))), at: 600)[""] == 4)
  }

  // MARK: Aggregation

  private var gauges: Literal {
    var literal = Literal()
    literal.gauge("g", [("app", "a"), ("pod", "1")], 3)
    literal.gauge("g", [("app", "a"), ("pod", "2")], 5)
    literal.gauge("g", [("app", "b")], 7)
    literal.gauge("other", [("app", "a")], 100)
    return literal
  }

  @Test func `Sums, counts and maxima are made by group`() async throws {
    #expect(try await gauges.answer(query("g", by: ["app"]), at: time) == ["a": 8, "b": 7])
    #expect(try await gauges.answer(query("g", by: ["app"], .count), at: time) == ["a": 2, "b": 1])
    #expect(try await gauges.answer(query("g", by: ["app"], .max), at: time) == ["a": 5, "b": 7])
    #expect(try await gauges.answer(query("g"), at: time) == ["": 15])
    #expect(try await gauges.answer(query("g", by: ["pod", "app"]), at: time) == ["1,a": 3, "2,a": 5, ",b": 7])
  }

  @Test func `Matchers choose series, and an absent label is empty`() async throws {
    func rows(_ matchers: Matcher...) async throws -> [String: Double] {
      try await gauges.answer(query("g", by: ["app", "pod"], where: [matchers]), at: time)
    }
    #expect(try await rows(Matcher("app", .equal, "a")) == ["a,1": 3, "a,2": 5])
    #expect(try await rows(Matcher("app", .notEqual, "a")) == ["b,": 7])
    #expect(try await rows(Matcher("pod", .equal, "")) == ["b,": 7])
    #expect(try await rows(Matcher("pod", .matches, "1|3")) == ["a,1": 3])
    #expect(try await rows(Matcher("pod", .matches, ".+")) == ["a,1": 3, "a,2": 5])
    #expect(try await rows(Matcher("pod", .doesNotMatch, "[0-1]")) == ["a,2": 5, "b,": 7])
    #expect(try await rows(Matcher("nowhere", .notEqual, "x")) == ["a,1": 3, "a,2": 5, "b,": 7])
  }

  @Test func `An expression matches the whole value, not a part`() async throws {
    var literal = Literal()
    literal.gauge("g", [("app", "ab")], 1)
    let part = query("g", where: [[Matcher("app", .matches, "a.?b?|x")]])
    #expect(try await literal.answer(part, at: time) == ["": 1])
    let head = query("g", where: [[Matcher("app", .matches, "a")]])
    #expect(try await literal.answer(head, at: time).isEmpty)
  }

  @Test func `A metric can be chosen by a matcher on its name`() async throws {
    let both = query(nil, by: ["app"], .count, where: [[Matcher("__name__", .matches, "g|other")]])
    #expect(try await gauges.answer(both, at: time) == ["a": 3, "b": 1])
  }

  @Test func `Alternatives add series to each other`() async throws {
    let either = query(
      "g", by: ["app"], where: [[Matcher("app", .equal, "b")], [Matcher("pod", .equal, "2")]])
    #expect(try await gauges.answer(either, at: time) == ["a": 5, "b": 7])
  }

  @Test func `Terms carry their figures, and what is not positive is left out where asked`() async throws {
    let two = Query(
      name: "q", purpose: "a test", labels: ["app"],
      terms: [
        Query.Term(figure: "all", metric: "g", function: .latest),
        Query.Term(figure: "less", metric: "g", function: .latest, subtracting: "other", positiveOnly: true),
      ])
    #expect(try await gauges.answer(two, at: time) == ["a,all": 8, "b,all": 7, "b,less": 7])
  }

  @Test func `An expression that cannot be read fails alone`() async throws {
    let bad = query("g", where: [[Matcher("app", .matches, "(")]])
    let answers = await SimulatedSource(name: "s", gauges.set).answer(
      [bad, query("g")], at: Date(timeIntervalSince1970: time))
    #expect(throws: SourceError.self) { try answers.results[0].get() }
    #expect(try answers.results[1].get().values == [15])
  }

  @Test func `A range holds the answers of its moments`() async throws {
    let source = SimulatedSource(name: "demo", DemoMesh.everything().series())
    let asked = query("istio_requests_total", .rate(.seconds(120)), by: ["destination_workload", "response_code"])
    let start = Date(timeIntervalSince1970: time)
    let range = await source.answer([asked], from: start, to: start + 120, step: .seconds(60))
    let matrix = try range.results[0].get()
    for step in 0...2 {
      let moment = await source.answer([asked], at: start + Double(step) * 60)
      let vector = try moment.results[0].get()
      #expect(vector.count == matrix.series.count)
      for row in 0..<vector.count { #expect(matrix.series[row][step].value == vector.values[row]) }
    }
  }
}
