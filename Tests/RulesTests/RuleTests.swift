import Foundation
import JSON
import Mesh
import Testing

@testable import Rules

@Suite("Rules")
struct RuleTests {
  private static func node(
    _ name: String, _ namespace: String = "shop", health: Health = .healthy, p99: Double? = nil
  ) -> Node {
    Node(
      kind: .workload, cluster: "c", namespace: namespace, name: name, health: health,
      latency: p99.map { Latency(p99: $0) })
  }

  private static let frontend = node("frontend")
  private static let cart = node("cart", health: .degraded, p99: 412)
  private static let redis = node("redis")
  private static let api = node("api", "payments")

  private static let mesh: MeshIndex = {
    let edges = [
      Edge(
        source: frontend.id, target: cart.id,
        http: RequestTraffic(rate: 10, errorPercent: 4, latency: Latency(p95: 80, p99: 412)),
        mtls: MutualTLS(percent: 100)),
      Edge(source: cart.id, target: redis.id, tcp: TCPTraffic(requestBytes: 10, opened: 1)),
      Edge(
        source: cart.id, target: api.id, http: RequestTraffic(rate: 30, errorPercent: 0), mtls: MutualTLS(percent: 97)),
    ]
    return MeshIndex(
      Snapshot(
        time: Date(timeIntervalSince1970: 1_790_000_000), window: .seconds(120),
        nodes: [frontend, cart, redis, api].sorted { $0.id < $1.id }, edges: edges.sorted { $0.id < $1.id }))
  }()

  private static func breaches(_ text: String) throws -> [String] {
    try Rule(parsing: text).check(mesh).breaches.map(\.sentence)
  }

  @Test(
    "What must hold holds, or what breaks it is told with its figures",
    arguments: [
      ("%err < 5", []),
      (
        "%mtls = 100",
        [
          "shop/cart -> shop/redis: %mtls is not known, not = 100%",
          "shop/cart -> payments/api: %mtls is 97%, not = 100%",
        ]
      ),
      ("target.ns = payments => mtls", ["shop/cart -> payments/api: traffic is 97% encrypted, not mtls"]),
      ("target.ns = shop and protocol = http => p99 < 300", ["shop/frontend -> shop/cart: p99 is 412ms, not < 300ms"]),
      ("target.name = redis => source.name = cart", []),
      ("to.name = redis => from.name = frontend", ["shop/cart -> shop/redis: source.name is cart, not = frontend"]),
      ("nodes: ns = shop => protocol = http", ["shop/redis: protocol is tcp, not = http"]),
      ("nodes: healthy", ["shop/cart: health is degraded, not healthy"]),
      ("nodes: name = cart => p99 < 300 and %err < 10", ["shop/cart: p99 is 412ms, not < 300ms"]),
      ("nodes: not failing and %err < 1", ["shop/cart: %err is 4%, not < 1%"]),
      ("namespaces: ns = payments => %mtls = 100", ["c/payments: %mtls is 97%, not = 100%"]),
      ("namespaces: %err < 5", []),
      ("requests > 5", ["shop/cart -> shop/redis: requests is not known, not > 5"]),
      ("requests < 40", []),
    ] as [(String, [String])])
  func breaches(text: String, expected: [String]) throws {
    #expect(try Self.breaches(text) == expected)
  }

  @Test("A rule is of those that it is about, and of those alone of which anything is asked")
  func subjects() throws {
    #expect(try Rule(parsing: "mtls").check(Self.mesh).subjects == 3)
    #expect(try Rule(parsing: "target.ns = payments => mtls").check(Self.mesh).subjects == 1)
    #expect(try Rule(parsing: "nodes: %err < 100").check(Self.mesh).subjects == 2)
    #expect(try Rule(parsing: "nodes: not failing").check(Self.mesh).subjects == 4)
    #expect(try Rule(parsing: "namespaces: not failing").check(Self.mesh).subjects == 2)
  }

  @Test(
    "What cannot be read is told with its place",
    arguments: [
      ("", 0..<0), ("mtls =>", 7..<7), ("ns = pay => mtsl", 12..<16), ("a => b => c", nil), ("healthy", nil),
      ("nodes: code = 503", nil), ("nodes: source.ns = shop", nil), ("source.http > 1", 0..<11),
    ] as [(String, Range<Int>?)])
  func errors(text: String, range: Range<Int>?) {
    let error = #expect(throws: RuleError.self) { try Rule(parsing: text) }
    #expect(error?.range == range)
    #expect(error?.problem.isEmpty == false)
  }

  @Test("An arrow in quotes is none")
  func quotedArrow() throws {
    let rule = try Rule(parsing: "name = 'a=>b' or mtls or protocol = tcp".replacing("name", with: "target.name"))
    #expect(rule.subjects == nil)
  }

  @Test("A file has rules with names, callers and a least number")
  func file() throws {
    let rules = try RuleFile.rules(
      in: """
        [[rule]]
        name = "who calls cart"
        where = "target.name = cart"
        callers = ["shop/checkout"]

        [[rule]]
        must = "mtls"
        where = "target.ns = nowhere"
        least = 1

        [[rule]]
        over = "nodes"
        must = "not failing"
        """)
    let report = RuleReport(rules, Self.mesh)
    #expect(report.results.map(\.holds) == [false, false, true])
    #expect(report.results[0].breaches.map(\.name) == ["shop/frontend -> shop/cart"])
    #expect(report.results[1].sentence == "is of 0 edges, and must be of 1 or more")
    #expect(report.results.map(\.rule.name) == ["who calls cart", "target.ns = nowhere => mtls", "nodes: not failing"])
    #expect(!report.holds)
  }

  @Test(
    "A file that is wrong says where and why",
    arguments: [
      ("", nil), ("rule = 1", nil), ("[[rule]]\nmust = 'mtsl'", 2), ("[[rule]]\nmust = 'mtls'\n\n[[rule]]\nwho = 1", 5),
      ("[[rule]]\nname = 'x'", 1), ("[[rule]]\nmust = 'mtls'\nleast = -1", 3),
      ("[[rule]]\nmust = 'mtls'\nleast = 1\n[[rule]]\nname = 'x'\n# one\n  \"least\" = 1.5\nmust = 'mtls'", 7),
      ("[[rule]]\nover = 'pods'\nmust = 'mtls'", 2), ("[[rule]]\nover = 'nodes'\nmust = 'code = 500'", 1),
      ("[[rule]]\nmust = 'mtls'\ncallers = ['a']", 3), ("[[rule]]\n\ncallers = []", 3), ("[[rule", 1),
    ] as [(String, Int?)])
  func badFile(text: String, line: Int?) {
    let error = #expect(throws: RuleError.self) { try RuleFile.rules(in: text) }
    #expect(error?.line == line)
    #expect(error?.problem.hasSuffix(".") == true)
  }

  @Test("Of several snapshots a rule holds where it holds in each, and else is told where it first does not")
  func history() throws {
    let rules = [
      try Rule(parsing: "%err < 5"), try Rule(parsing: "target.name = cart => mtls"), try Rule(parsing: "traffic"),
    ]
    var history = RuleHistory()
    #expect(history.report == nil)
    for (minute, open) in [false, true, true, false].enumerated() {
      var snapshot = Self.mesh.snapshot
      snapshot.time.addTimeInterval(Double(60 * minute))
      if minute == 0 { snapshot.edges.removeAll { $0.source == Self.cart.id } }
      for place in snapshot.edges.indices where open && snapshot.edges[place].target == Self.cart.id {
        snapshot.edges[place].mtls = MutualTLS(percent: minute == 1 ? 40 : 0)
      }
      history.take(RuleReport(rules, MeshIndex(snapshot)))
      if minute == 0 {
        #expect(
          history.report?.results.map(\.sentence) == RuleReport(rules, MeshIndex(snapshot)).results.map(\.sentence))
      }
    }
    let report = try #require(history.report)
    #expect(report.snapshots == 4 && report.hasTraffic)
    #expect(report.results.map(\.holds) == [true, false, true])
    #expect(
      report.results[1].sentence
        == "does not hold of 1 of 1 edge at 2026-09-21T14:14:20Z, first of 2 of 4 snapshots")
    #expect(
      report.results[1].breaches.map(\.sentence) == ["shop/frontend -> shop/cart: traffic is 40% encrypted, not mtls"])
    #expect(report.results[2].subjects == 3)
    #expect(report.junit.contains("first of 2 of 4 snapshots"))
    var empty = Self.mesh.snapshot
    empty.edges = []
    #expect(!RuleReport(rules, MeshIndex(empty)).hasTraffic)
  }

  @Test("Who may not call is told by name, with who may")
  func allowed() throws {
    let rules = try RuleFile.rules(
      in:
        "[[rule]]\nwhere = 'target.name = cart'\ncallers = ['shop/checkout', 'shop/admin']\n[[rule]]\ncalled = ['cart']"
    )
    let results = RuleReport(rules, Self.mesh).results
    #expect(
      results[0].breaches.map(\.sentence)
        == ["shop/frontend -> shop/cart: caller is shop/frontend, not one of shop/admin, shop/checkout"])
    #expect(
      results[1].breaches.map(\.sentence).contains("shop/cart -> shop/redis: called is shop/redis, not one of cart"))
    #expect(throws: RuleError.self) { try RuleFile.rules(in: "[[rule]]\ncallers = ['*/frontend']") }
  }

  @Test("What is learnt holds of what it was learnt from, and not of a new caller, nor of what was not called")
  func learning() throws {
    var learned = LearnedRules()
    learned.learn(Self.mesh)
    let rules = try RuleFile.rules(in: learned.text)
    #expect(RuleReport(rules, Self.mesh).holds)

    var other = Self.mesh.snapshot
    other.edges.append(Edge(source: Self.frontend.id, target: Self.redis.id))
    other.edges.append(Edge(source: Self.redis.id, target: Self.frontend.id))
    other.edges.sort { $0.id < $1.id }
    let broken = RuleReport(rules, MeshIndex(other)).results.filter { !$0.holds }
    #expect(broken.map(\.rule.name) == ["callers of shop/redis", "what is called"])
  }

  @Test("Names that look like quotes and controls are learnt whole")
  func hostileNames() throws {
    let odd = Self.node("it's \\ \u{202E}\n[[rule]]")
    var snapshot = Self.mesh.snapshot
    snapshot.nodes.append(odd)
    snapshot.edges.append(Edge(source: odd.id, target: odd.id))
    let mesh = MeshIndex(snapshot)
    var learned = LearnedRules()
    learned.learn(mesh)
    #expect(RuleReport(try RuleFile.rules(in: learned.text), mesh).holds)
    #expect(!learned.text.contains("\u{202E}"))
  }

  @Test("JUnit and JSON tell the same")
  func reports() throws {
    let report = RuleReport([try Rule(parsing: "mtls"), try Rule(parsing: "nodes: not failing")], Self.mesh)
    let junit = report.junit
    #expect(junit.contains(#"<testsuites tests="2" failures="1">"#))
    #expect(junit.contains(#"message="does not hold of 2 of 3 edges""#))
    #expect(junit.contains("shop/cart -&gt; payments/api: traffic is 97% encrypted, not mtls"))
    var json = JSONWriter()
    report.write(to: &json)
    let root = try JSONDocument(parsing: json.bytes[...]).root
    #expect(root["holds"]?.bool == false)
    let rules = try #require(root["rules"])
    #expect(Array(rules.elements).map { $0["holds"]?.bool } == [false, true])
  }
}
