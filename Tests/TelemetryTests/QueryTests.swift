import Foundation
import Mesh
import Metrics
import Simulation
import Telemetry
import Testing

/// What is asked of a server: the survey, and the questions of a refresh.
@Suite struct QueryTests {
  private func queries(_ options: TrafficOptions = TrafficOptions()) -> TrafficQueries {
    TrafficQueries(options, .unknown, window: options.window)
  }

  @Test func `A refresh is seven questions, with silent edges eight`() {
    #expect(queries().all.count == 7)
    #expect(queries(TrafficOptions(includesIdle: true)).all.count == 8)
  }

  @Test func `Namespaces are those of the ends, never the target label`() {
    let options = TrafficOptions(namespaces: ["shop", "bank*"])
    for query in queries(options).all where query.name != "waypoints" {
      #expect(query.promQL.contains(#"source_workload_namespace=~"shop|bank.*""#))
      #expect(query.promQL.contains(#"destination_workload_namespace=~"shop|bank.*""#))
      #expect(!query.promQL.contains("{namespace") && !query.promQL.contains(",namespace=~"))
    }
  }

  @Test func `No series satisfies two alternatives`() async throws {
    var told = Told()
    told.connections(report("source", "web", "cart", service: "cart"), from: 100)
    told.connections(
      report("source", "web", "pay", service: "pay").but(["destination_workload_namespace": "bank"]), from: 50)
    let snapshot = try await told.snapshot(TrafficOptions(namespaces: ["shop"]))
    #expect(close(try snapshot.edge("web", "cart").tcp?.requestBytes, 100))
    #expect(close(try snapshot.edge("web", "pay").tcp?.requestBytes, 50))
    #expect(try await told.snapshot(TrafficOptions(namespaces: ["bank"])).arrows == ["web → pay"])
    #expect(try await told.snapshot(TrafficOptions(namespaces: ["nowhere"])).arrows.isEmpty)
  }

  @Test func `Globs are whole names in which only stars and question marks are special`() {
    #expect(Glob.matches("shop*", "shop-eu") && Glob.matches("s?op", "shop") && Glob.matches("*", ""))
    #expect(!Glob.matches("shop", "shops") && !Glob.matches("a.c", "abc") && !Glob.matches("?", ""))
    #expect(Glob.matches("*a*b*c", "xxaxbxbxc") && !Glob.matches("*a*b*c", "xxaxbxbx"))
    let options = TrafficOptions(namespaces: ["a.b(c)"])
    #expect(queries(options).requests.promQL.contains(#"=~"a\\.b\\(c\\)""#))
  }

  // MARK: Survey

  private func survey(_ told: Told, _ options: TrafficOptions = TrafficOptions()) async throws -> Survey {
    let answers = await SimulatedSource(name: "told", told.set).answer(
      [Survey.query(options)], at: Date(timeIntervalSince1970: Told.time))
    return Survey(try answers.results[0].get(), answers.strings, options)
  }

  @Test(arguments: [
    ["app": "ztunnel", "pod": "p-1"], ["component": "ztunnel"], ["job": "ztunnel/ztunnel-monitor"],
    ["pod": "ztunnel-7k2xp"], ["instance": "ztunnel.istio-system:15020"],
  ])
  func `A ztunnel is told by the label that names it`(proxy: [String: String]) async throws {
    var told = Told()
    told.connections(report("source", "web", "cart", policy: "unknown"), by: proxy)
    told.connections(
      report("waypoint", "web", "cart"),
      by: ["app": "way", "job": "way", "pod": "way-1", "component": "way", "instance": "way"])
    let found = try await survey(told)
    #expect(found.proxyLabels.count == 1)
    #expect(try await told.snapshot().edge("web", "cart").mtls.state == .none)
  }

  @Test func `A ztunnel that no label names is told by what it is built of`() async throws {
    var told = Told()
    let proxy = ["job": "mesh", "instance": "10.0.0.1:15020"]
    told.connections(report("source", "web", "cart", policy: "unknown"), by: proxy)
    told.gauge("istio_build", ["component": "ztunnel", "tag": "1.27.3"], 1, by: proxy)
    #expect(try await survey(told).proxyLabels == ["instance"])
    #expect(try await told.snapshot().edge("web", "cart").mtls.state == .none)
  }

  @Test func `A selector names the ztunnels`() async throws {
    var told = Told()
    told.connections(report("source", "web", "cart", policy: "unknown"), by: ["role": "node", "job": "x"])
    let options = TrafficOptions(ztunnelSelector: [Matcher("role", .equal, "node")])
    #expect(try await told.snapshot(options).edge("web", "cart").mtls.state == .none)
  }

  @Test func `A job that scrapes nothing but what others scrape is left out, and it is said`() async throws {
    var told = Told()
    let labels = report("source", "web", "cart")
    for (job, pod) in [("nodes", "ztunnel-a"), ("nodes", "ztunnel-b"), ("again", "ztunnel-a")] {
      told.connections(labels, opened: 2, by: Told.ztunnel.but(["job": job, "pod": pod]))
    }
    #expect(try await survey(told).redundantJobs == ["again"])
    let snapshot = try await told.snapshot()
    #expect(close(try snapshot.edge("web", "cart").tcp?.opened, 4))
    #expect(snapshot.warnings.contains { $0.contains("scraped twice") && $0.contains("again") })
  }

  @Test func `Two ports of one pod, and two replicas of a server, are counted once, and it is said`() async throws {
    let labels = report("source", "web", "cart")
    for (label, values, words) in [
      ("instance", ["10.0.0.1:15020", "10.0.0.1:15090"], "instance=\"…:15090\""),
      ("prometheus_replica", ["a", "b"], "prometheus_replica=\"b\""),
      ("prometheus", ["mesh", "other"], "prometheus=\"other\""),
    ] {
      var told = Told()
      for value in values { told.connections(labels, opened: 2, by: Told.ztunnel.but([label: value])) }
      let snapshot = try await told.snapshot()
      #expect(close(try snapshot.edge("web", "cart").tcp?.opened, 2), "\(label)")
      #expect(snapshot.warnings.contains { $0.contains("stored twice") && $0.contains(words) }, "\(snapshot.warnings)")
    }
  }

  @Test func `A pod that came back at another address, and a port that some have alone, are kept`() async throws {
    let labels = report("source", "web", "cart")
    var told = Told()
    for (pod, instance) in [
      ("a", "10.0.0.1:15020"), ("a", "10.0.0.2:15020"), ("b", "10.0.0.3:15020"),
      ("b", "10.0.0.3:15090"), ("c", "10.0.0.4:15090"),
    ] {
      told.connections(labels, opened: 2, by: Told.ztunnel.but(["pod": "ztunnel-\(pod)", "instance": instance]))
    }
    #expect(try await survey(told).onceOnly.isEmpty)
    #expect(close(try await told.snapshot().edge("web", "cart").tcp?.opened, 10))
  }

  @Test func `A job that scrapes a pod of its own is kept`() async throws {
    var told = Told()
    for (job, pod) in [("one", "ztunnel-a"), ("two", "ztunnel-b")] {
      told.connections(report("source", "web", "cart"), opened: 2, by: Told.ztunnel.but(["job": job, "pod": pod]))
    }
    #expect(try await survey(told).redundantJobs.isEmpty)
    #expect(close(try await told.snapshot().edge("web", "cart").tcp?.opened, 4))
  }

  @Test func `Without pods' names nothing is taken for a copy`() async throws {
    var told = Told()
    for job in ["one", "two"] {
      told.connections(report("source", "web", "cart"), opened: 2, by: Told.ztunnel.but(["job": job, "pod": nil]))
    }
    #expect(try await survey(told).redundantJobs.isEmpty)
  }

  @Test func `The survey knows what is reported`() async throws {
    var told = Told()
    told.connections(report("source", "web", "cart"))
    let found = try await survey(told)
    #expect(found.hasConnections && !found.hasRequests && !found.hasLatency && !found.hasFailed && found.hasClusters)
    #expect(found.scrapeInterval == .seconds(15))
  }

  @Test func `The window grows to four scrapes, and it is said`() async throws {
    let mesh = DemoMesh.everything()
    let source = SimulatedSource(name: "demo", mesh.series())
    let reader = MeshReader(source, TrafficOptions(window: .seconds(30)))
    let snapshot = try await reader.snapshot(at: Date(timeIntervalSince1970: Told.time))
    #expect(snapshot.window == .seconds(120))
    #expect(snapshot.warnings.contains { $0.contains("every 30 s") })
    #expect(snapshot.scrapeIntervals == .seconds(15)...(.seconds(30)))
  }

  @Test func `An empty server is said to be empty`() async throws {
    let snapshot = try await Told().snapshot()
    #expect(snapshot.edges.isEmpty)
    #expect(snapshot.warnings.contains { $0.hasPrefix("No proxy reports traffic") })
  }
}
