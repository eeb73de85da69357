import FoundationEssentials
import TestSupport
import Testing

@testable import Mesh

@Suite("Find and hide expressions") struct FindTests {
  private static func id(_ name: String, _ namespace: String = "shop") -> NodeID {
    NodeID(cluster: "east", namespace: namespace, kind: .workload, name: name)
  }

  /// web calls cart (http, mTLS, slow) and pay (grpc, half failing, plaintext); cart calls db (tcp only); alone is idle.
  private static let mesh: MeshIndex = {
    func node(_ name: String, _ health: Health, _ namespace: String = "shop", version: String? = nil) -> Node {
      Node(
        kind: .workload, cluster: "east", namespace: namespace, name: name,
        app: name.split(separator: "-").first.map(String.init),
        version: version, health: health)
    }
    return MeshIndex(
      Snapshot(
        time: Date(timeIntervalSince1970: 0), window: .seconds(120),
        nodes: [
          node("web", .healthy), node("cart-v1", .healthy, version: "v1"), node("pay", .failing),
          node("db", .healthy, "data"), node("alone", .idle),
          Node(kind: .waypoint, cluster: "east", namespace: "shop", name: "waypoint"),
        ],
        edges: [
          Edge(
            source: id("web"), target: id("cart-v1"), via: id("waypoint"), services: ["basket"],
            http: RequestTraffic(
              rate: 30, errorPercent: 0, latency: Latency(p95: 1500), requestBytes: 10, responseBytes: 20,
              responses: [.init(code: "200", flags: "-", rate: 30)]),
            mtls: MutualTLS(percent: 100), sourcePrincipals: ["spiffe://td/ns/shop/sa/web"], health: .healthy),
          Edge(
            source: id("web"), target: id("pay"),
            grpc: RequestTraffic(
              rate: 10, errorPercent: 50, latency: Latency(p95: 20),
              responses: [.init(code: "0", flags: "-", rate: 5), .init(code: "14", flags: "UF", rate: 5)]),
            mtls: MutualTLS(percent: 0), health: .failing),
          Edge(
            source: id("cart-v1"), target: id("db", "data"),
            tcp: TCPTraffic(requestBytes: 100, responseBytes: 400, opened: 1),
            mtls: .unknown),
        ]))
  }()

  private static func found(_ text: String) throws -> Set<String> {
    guard let expression = try FindExpression.query(text) else { return [] }
    let selection = expression.selection(of: mesh, namespaces: ["sh*", "other"])
    let snapshot = mesh.snapshot
    return Set(snapshot.nodes.indices.filter { selection.nodes[$0] }.map { snapshot.nodes[$0].name })
      .union(
        snapshot.edges.indices.filter { selection.edges[$0] }.map { place in
          let edge = snapshot.edges[place]
          return "\(edge.source.parts?.name ?? "")>\(edge.target.parts?.name ?? "")"
        })
  }

  static let cases: [(String, Set<String>)] = [
    ("", []), ("cart", ["cart-v1"]), ("CART", ["cart-v1"]), ("basket", ["cart-v1"]), ("\"web\"", ["web"]),
    ("!a", ["web"]), ("failing", ["pay"]), ("is failing", ["pay"]),
    ("not healthy", ["pay", "alone", "waypoint"]),
    ("! (healthy or idle)", ["pay"]), ("waypoint", ["waypoint"]), ("trafficsource", ["web"]), ("outside", ["db"]),
    ("name = web", ["web"]), ("app = cart", ["cart-v1"]), ("wl startswith cart", ["cart-v1"]),
    ("svc = basket", ["cart-v1"]),
    ("name ^= ca", ["cart-v1"]), ("name $= b", ["web", "db"]), ("name not contains a", ["web", "db"]),
    ("name !*= a", ["web", "db"]), ("version = v1", ["cart-v1"]), ("ns != shop", ["db"]),
    ("namespace = \"data\"", ["db"]),
    ("node = waypoint and cluster = east", ["waypoint"]),
    ("httpin > 20", ["cart-v1"]), ("httpout = 30", ["web"]), ("grpcin >= 10", ["pay"]), ("tcpin > 0", ["db"]),
    ("tcpout = 500", ["cart-v1"]), ("rank = 1", ["web", "cart-v1"]), ("rank > 4", ["alone", "waypoint"]),
    ("httpin = NaN and httpout = nan and tcpin = NaN", ["pay", "alone", "waypoint"]),
    ("httpin != NaN", ["cart-v1"]),
    ("rt > 1000", ["web>cart-v1"]), ("responsetime < 1000", ["web>pay"]), ("http = 30", ["web>cart-v1"]),
    ("%grpcerr >= 50", ["web>pay"]), ("%httptraffic = 100", ["web>cart-v1"]), ("tcp > 1", ["cart-v1>db"]),
    ("throughput = 30", ["web>cart-v1"]), ("%mtls < 100", ["web>pay"]), ("plaintext", ["web>pay"]),
    ("mtls", ["web>cart-v1"]), ("mtls = 100", ["web>cart-v1"]), ("mtls < 100", ["web>pay"]), ("err >= 50", ["web>pay"]),
    ("not mtls = 100", ["web>pay", "cart-v1>db"]),
    // A negation selects all that the comparison does not, also what has no figure; the opposite comparison does not.
    ("not rt > 1000", ["web>pay", "cart-v1>db"]), ("rt <= 1000", ["web>pay"]), ("not not rt > 1000", ["web>cart-v1"]),
    ("not (rt > 1000 or protocol = tcp)", ["web>pay"]), ("not rt = NaN", ["web>cart-v1", "web>pay"]),
    ("not httpin > 20 and not idle", ["web", "pay", "db"]),
    ("not mtls", ["web>pay", "cart-v1>db"]), ("traffic", ["web>cart-v1", "web>pay", "cart-v1>db"]),
    ("viawaypoint", ["web>cart-v1"]), ("protocol = grpc", ["web>pay"]), ("code = 14", ["web>pay"]),
    ("flag = UF", ["web>pay"]),
    ("sourceprincipal contains /sa/web", ["web>cart-v1"]),
    // A node term and an edge term select edges with such a node at an end.
    ("traffic and name = db", ["cart-v1>db"]), ("name = web and rt > 1000", ["web>cart-v1"]),
    ("plaintext and name = db", []), ("name = db or plaintext", ["db", "web>pay"]),
    // and binds tighter than or.
    ("name = db or name = web and failing", ["db"]), ("(name = db or name = pay) and failing", ["pay"]),
    ("not (failing and plaintext)", ["web", "cart-v1", "db", "alone", "waypoint", "web>cart-v1", "cart-v1>db"]),
  ]

  @Test("select what they say", arguments: cases)
  func selects(text: String, expected: Set<String>) throws {
    #expect(try Self.found(text) == expected, "\(text)")
  }

  @Test(
    "say which word is wrong",
    arguments: [
      ("name = ", 6..<6), ("name", 4..<4), ("nmae = web", 0..<4), ("name > web", 5..<6), ("rt contains 5", 3..<11),
      ("rt > fast", 5..<9), ("(failing", 8..<8), ("failing and", 11..<11), ("failing failing", 8..<15),
      ("name = 'web", 7..<11), ("rt > NaN", 3..<4), (") or", 0..<1), ("is", 2..<2), ("has wings", 4..<9),
    ])
  func errors(text: String, range: Range<Int>) {
    do throws(FindError) {
      _ = try FindExpression(parsing: text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.range == range, "\(text): \(error)")
      #expect(!error.problem.isEmpty)
    }
  }

  @Test(
    "say what may be meant",
    arguments: [
      ("nmae = web", "Perhaps name is meant."), ("errors < 1", "Perhaps %err is meant."),
      ("faling", "Perhaps failing is meant."), ("source.namspace = shop", "Perhaps namespace is meant."),
      ("latency > 3", "Try name, namespace, rt, %err, failing or plaintext."),
      ("healthy = true", "Write healthy alone, or not healthy."),
      (String(repeating: "a", count: 900) + " = 1", "Try name, namespace, rt, %err, failing or plaintext."),
    ])
  func suggestions(text: String, remedy: String) {
    do throws(FindError) {
      _ = try FindExpression(parsing: text)
      Issue.record("\(text.prefix(40)) was read")
    } catch {
      #expect(error.remedy == remedy)
    }
  }

  @Test("are completed by what fits")
  func completions() {
    func texts(_ text: String) -> [String] { FindCompletion.list(text, of: Self.mesh).candidates.map(\.text) }
    #expect(texts("fai") == ["failing"])
    #expect(texts("name = web an") == ["and"])
    #expect(texts("ns ") == ["=", "!=", "contains", "startswith", "endswith"])
    #expect(texts("rt ").contains(">="))
    #expect(texts("ns = ") == ["shop", "data"])
    #expect(texts("ns = d") == ["data"])
    #expect(texts("code = 1") == ["14"])
    #expect(texts("failing or (pla").contains("plaintext"))
    #expect(FindCompletion.list("ns = d", of: Self.mesh).replaced == 1)
    #expect(texts("name = 'w") == [])
  }

  @Test("of any content end in an expression or an error, quickly")
  func fuzz() {
    let parts = [
      "(", ")", "!", "not ", "and ", "or ", "name", "rt", " = ", ">", "!=", "*=", "'", "\"", "failing ", "is ", "x",
      "9e999 ",
      "NaN ", "\u{202E}", "e\u{301}", "🔒", "%httperr", " ", "\u{0}",
    ]
    var generator = SplitMix64(seed: 11)
    for _ in 0..<50_000 {
      let text = (0..<generator.next() % 24).map { _ in parts[Int(generator.next() % UInt64(parts.count))] }.joined()
      if let expression = try? FindExpression(parsing: text) {
        #expect(expression.negated.negated == expression)
      }
    }
    #expect(throws: FindError.self) { try FindExpression(parsing: String(repeating: "(", count: 900)) }
    #expect(throws: FindError.self) { try FindExpression(parsing: String(repeating: "!", count: 900)) }
    #expect(throws: FindError.self) { try FindExpression(parsing: String(repeating: "x", count: 2000)) }
  }
}
