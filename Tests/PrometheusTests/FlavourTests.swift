import FaultSupport
import Foundation
import Metrics
import Testing

@testable import Prometheus

@Suite("Which program a server is") struct FlavourTests {
  /// What each program answers to `/api/v1/status/buildinfo`.
  static let answers: [(ServerFlavour, String)] = [
    (
      .prometheus,
      #"{"status":"success","data":{"version":"3.5.0","revision":"8be3a9560fbdd18a94dedec4b747c35178177202","branch":"HEAD","buildUser":"root@4451b64cb451","buildDate":"20250714-16:15:23","goVersion":"go1.24.5"}}"#
    ),
    (
      .thanos,
      #"{"status":"success","data":{"version":"0.39.2","revision":"fab1f6e8","branch":"HEAD","buildUser":"root@c8","buildDate":"20250722","goVersion":"go1.24.0"}}"#
    ),
    (
      .mimir,
      #"{"status":"success","data":{"application":"Grafana Mimir","version":"2.16.0","revision":"fc4","branch":"release-2.16","goVersion":"go1.23.6","features":{"ruler_config_api":"true","alertmanager_config_api":"true","query_sharding":"false","federated_rules":"false"}}}"#
    ),
    (
      .cortex,
      #"{"status":"success","data":{"version":"1.19.0","revision":"d5","branch":"HEAD","buildUser":"","buildDate":"","goVersion":"go1.24.2"}}"#
    ),
    (.victoriaMetrics, #"{"status":"success","data":{"version":"2.24.0"}}"#),
    (.unknown, #"{"status":"success","data":{"version":"2.9.0"}}"#),
    (.unknown, #"{"status":"success","data":{"application":"Loki","version":"3.1.0","goVersion":"go1.22"}}"#),
    (.unknown, #"{"status":"success","data":["version"]}"#),
    (.unknown, "<html>Log in</html>"),
    (.unknown, ""),
  ]

  @Test("each tells of itself in its own way", arguments: answers)
  func identity(_ flavour: ServerFlavour, _ answer: String) {
    #expect(ServerIdentity(answer: Array(answer.utf8)).flavour == flavour)
  }

  @Test("a version is told but where it is another program's")
  func version() {
    func version(_ place: Int) -> String? { ServerIdentity(answer: Array(Self.answers[place].1.utf8)).version }
    #expect(version(0) == "3.5.0")
    #expect(version(1) == "0.39.2")
    #expect(version(4) == nil)
  }

  /// Asks a server until it is known what it is, and once more after that.
  private func parameters(
    _ server: FakeServer, _ query: Query = anyQuery, change: (inout PrometheusOptions) -> Void = { _ in }
  ) async throws -> [String: String] {
    var options = PrometheusOptions(url: server.url)
    change(&options)
    let source = try PrometheusSource(options)
    _ = await source.answer([query], at: anyTime)
    let start = ContinuousClock.now
    while source.identity.flavour == .unknown, start.duration(to: .now) < .seconds(20) {
      try await Task.sleep(for: .milliseconds(5))
    }
    _ = await source.answer([query], at: anyTime)
    return try #require(server.requests.last).parameters
  }

  @Test("what Thanos alone understands is sent to it alone", arguments: answers.prefix(5))
  func parameters(_ flavour: ServerFlavour, _ answer: String) async throws {
    let server = try FakeServer(buildInfo: { _ in .init(body: answer) }) { _, _ in .empty }
    defer { server.stop() }
    let sent = try await parameters(server)
    #expect(sent["timeout"] == "29s")
    let isThanos = flavour == .thanos
    #expect(sent["dedup"] == (isThanos ? "true" : nil))
    #expect(sent["partial_response"] == (isThanos ? "true" : nil))
    #expect(sent["max_source_resolution"] == (isThanos ? "0s" : nil))
    #expect(server.buildInfoCount == 1)
  }

  @Test("who wants no partial answer says so to every server")
  func noPartialAnswer() async throws {
    let server = try FakeServer(buildInfo: { _ in .init(body: Self.answers[0].1) }) { _, _ in .empty }
    defer { server.stop() }
    let sent = try await parameters(server) { $0.acceptsPartialAnswers = false }
    #expect(sent["partial_response"] == "false")
    #expect(sent["dedup"] == nil)
  }

  @Test(
    "long windows are content with coarser samples, and what counts samples is not",
    arguments: [
      (Query.Function.rate(.seconds(120)), "0s"), (.rate(.seconds(3600)), "5m"), (.increase(.seconds(86_400)), "1h"),
      (.rate(.seconds(30 * 86_400)), "1h"), (.latest, "0s"), (.sampleCount(.seconds(86_400)), "0s"),
    ])
  func resolution(_ function: Query.Function, _ resolution: String) {
    let query = Query(name: "a", purpose: "b", labels: [], terms: [.init(metric: "c", function: function)])
    let sent = QueryParameters.extra(query, PrometheusOptions(url: "http://localhost"), .thanos)
    #expect(sent.first { $0.0 == "max_source_resolution" }?.1 == resolution)
  }

  @Test(
    "the server gives up a little before it is no longer waited for",
    arguments: [
      (Duration.seconds(30), "29s"), (.seconds(5), "4500ms"), (.seconds(1), "900ms"), (.milliseconds(1), "1ms"),
    ])
  func timeout(_ limit: Duration, _ sent: String) { #expect(QueryParameters.timeout(limit) == sent) }

  @Test("the first queries do not wait for a server that does not say what it is")
  func silent() async throws {
    let server = try FakeServer(buildInfo: { _ in .init(isSilent: true) }) { _, _ in .empty }
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url))
    let answers = await source.answer([anyQuery], at: anyTime)
    #expect((try? answers.results[0].get()) != nil)
    #expect(source.identity == .unknown)
  }

  @Test("a refusal to say is no failure, and is not asked for again", arguments: [401, 403, 404, 500])
  func forbidden(_ status: Int) async throws {
    let server = try FakeServer(buildInfo: { _ in .error(status, "no") }) { _, _ in .empty }
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url))
    for _ in 0..<3 {
      let answers = await source.answer([anyQuery], at: anyTime)
      #expect((try? answers.results[0].get()) != nil)
    }
    #expect(server.buildInfoCount <= 1)
    #expect(server.requests.allSatisfy { $0.parameters["dedup"] == nil })
  }

  @Test("a server that was away is asked again")
  func renewed() async throws {
    let server = try FakeServer(buildInfo: { .init(body: Self.answers[$0 == 0 ? 0 : 1].1) }) { _, count in
      count == 1 ? .error(503, "away") : .empty
    }
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url))
    func wait(for flavour: ServerFlavour) async throws {
      let start = ContinuousClock.now
      while source.identity.flavour != flavour, start.duration(to: .now) < .seconds(20) {
        try await Task.sleep(for: .milliseconds(5))
      }
      #expect(source.identity.flavour == flavour)
    }
    _ = await source.answer([anyQuery], at: anyTime)
    try await wait(for: .prometheus)
    // It is away, then back, then asked beside the next query.
    for _ in 0..<3 { _ = await source.answer([anyQuery], at: anyTime) }
    try await wait(for: .thanos)
    #expect(server.buildInfoCount == 2)
  }
}
