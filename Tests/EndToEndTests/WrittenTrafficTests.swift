import Foundation
import Testing

@Suite(
  "Traffic that was written into a real Prometheus", .serialized, .timeLimit(.minutes(2)),
  .enabled(if: Program.areInstalled("prometheus", "promtool"), "prometheus is not installed; apt install prometheus"))
struct WrittenTrafficTests {
  private static let shop = "Kubernetes/shop/workload"
  private let now = Int(Date().timeIntervalSince1970)

  /// What came of an edge, of a comparison's JSON.
  private struct Comparison: Decodable {
    struct Difference: Decodable {
      var what: String
      /// A lock's state before and after, or a figure in text.
      var before: Value?
      var after: Value?
    }

    struct Edge: Decodable {
      var source: String
      var target: String
      var kind: String
      var weight: String
      var differences: [Difference]?
    }

    struct Node: Decodable {
      var id: String
    }

    enum Value: Decodable, Equatable {
      case text(String)
      case number(Double)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
          self = .number(number)
        } else {
          self = .text(try container.decode(String.self))
        }
      }
    }

    var nodes: [Node]
    var edges: [Edge]

    init(_ text: String) throws { self = try JSONDecoder().decode(Comparison.self, from: Data(text.utf8)) }

    /// The edges as `frontend → cart`.
    var names: [String] {
      edges.map { edge in
        [edge.source, edge.target].map { String($0.dropFirst(shop.count + 1)) }.joined(separator: " → ")
      }
    }
  }

  private func server(change: Int, intrusion: Int) async throws -> RealPrometheus {
    let traffic = WrittenTraffic(change: change, intrusion: intrusion, times: now - 1200...now + 300)
    return try await RealPrometheus { try Data(traffic.history.utf8).write(to: URL(fileURLWithPath: $0)) }
  }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(try Program.built("meshtop"), arguments)
  }

  /// Expects two snapshots to tell the same of the mesh.
  private func expectSame(_ left: SnapshotDocument, _ right: SnapshotDocument) {
    #expect(left.time == right.time)
    #expect(left.nodes.map(\.id) == right.nodes.map(\.id))
    #expect(left.nodes.map(\.health) == right.nodes.map(\.health))
    #expect(left.edges.map(\.name) == right.edges.map(\.name))
    for (one, other) in zip(left.edges, right.edges) {
      #expect(one.mtls.state == other.mtls.state && one.health == other.health, "\(one.name)")
      #expect(one.services == other.services && one.sourcePrincipals == other.sourcePrincipals, "\(one.name)")
      #expect(one.figures.keys.sorted() == other.figures.keys.sorted(), "\(one.name)")
      for (figure, value) in one.figures {
        // A server adds numbers up in any order.
        #expect(abs(value - (other.figures[figure] ?? .nan)) <= 1e-9 * max(1, abs(value)), "\(one.name) \(figure)")
      }
    }
  }

  @Test("a recording of it has the figures that the server has of the same moments, while they change")
  func recording() async throws {
    // In the window of what is recorded some was so, and some is otherwise.
    let server = try await server(change: now - 40, intrusion: now + 10_000)
    let folder = try Folder()
    let file = "\(folder.path)/mesh.ndjson"
    let source = ["--prometheus", server.url, "--window", "5m"]
    let program = try Program.built("meshtop")
    let recorded = try Program.run(program, ["record", "-o", file, "--every", "1s", "--for", "3s", "-q"] + source)
    #expect(recorded.status == 0, "\(recorded.errors)")
    let lines = folder.text("mesh.ndjson").split(separator: "\n").map(String.init)
    #expect(lines.count >= 2)
    for line in lines {
      let moment = try SnapshotDocument(line)
      let replayed = try run("snapshot", "--replay", file, "--at", moment.time, "--format", "json")
      #expect(replayed.output == line + "\n")
      let asked = try Program.run(program, ["snapshot", "--at", moment.time, "--format", "json"] + source)
      #expect(asked.status == 0, "\(asked.errors)")
      expectSame(moment, try SnapshotDocument(asked.output))
      #expect(moment.edges.count == 4)
      let errors = moment.edges.compactMap(\.http?.errorPercent).max() ?? 0
      #expect(errors > 0 && errors < 20, "the change is not within the window")
    }
    let before = "\(folder.path)/before.json"
    let earlier = ["snapshot", "--at", "\(now - 300)", "--format", "json", "-o", before]
    #expect(try Program.run(program, earlier + source).status == 0)
    let difference = try run("diff", before, file, "--format", "json")
    #expect(difference.status == 0, "\(difference.errors)")
    #expect(try Comparison(difference.output).names == ["frontend → cart", "frontend → pay"])
    #expect(try run("diff", file, file, "--exit-code").status == 0)
  }

  @Test("a comparison names the edge whose lock opened and the one whose requests fail, and no other, by each way")
  func comparing() async throws {
    let server = try await server(change: now - 600, intrusion: now + 10_000)
    let folder = try Folder()
    let moments = [now - 660, now - 300].map(String.init)
    let files = try moments.map { moment in
      let taken = try run("snapshot", "--prometheus", server.url, "--at", moment, "--format", "json")
      return try folder.write(taken.output, to: "\(moment).json")
    }
    let whole = try folder.write(moments.map { folder.text("\($0).json") }.joined(), to: "whole.ndjson")
    let source = ["--at", moments[0], "--at", moments[1]]
    let ways = [files, ["--replay", whole] + source, ["--prometheus", server.url] + source]
    let program = try Program.built("meshtop")
    for way in ways {
      let outcome = try Program.run(program, ["diff", "--format", "json"] + way)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let comparison = try Comparison(outcome.output)
      #expect(comparison.names == ["frontend → cart", "frontend → pay"])
      #expect(comparison.nodes.map(\.id) == ["\(Self.shop)/frontend", "\(Self.shop)/pay"])
      #expect(comparison.edges.map(\.kind) == ["changed", "changed"])
      #expect(comparison.edges.map(\.weight) == ["exposed", "failing"])
      let lock = try #require(comparison.edges.first?.differences)
      #expect(lock.map(\.what) == ["mtls"])
      #expect(lock.first?.before == .text("full") && lock.first?.after == .text("none"))
      let failing = try #require(comparison.edges.last?.differences)
      #expect(failing.map(\.what) == ["health", "errorPercent"])
      #expect(failing.last?.before == .number(0))
      guard case .number(let share)? = failing.last?.after else { throw Failure("no share of errors") }
      #expect(abs(share - 20) < 1e-6)
      #expect(try Program.run(program, ["diff", "--exit-code"] + way).status == 1)
    }
    let same = ["diff", "--exit-code", "--prometheus", server.url, "--at", moments[1], "--at", "\(now - 240)"]
    let nothing = try Program.run(program, same)
    #expect(nothing.status == 0, "\(nothing.output)")
    #expect(nothing.output.contains("Nothing is otherwise."))
    // What cannot be compared is not what differs.
    server.stop()
    #expect(try Program.run(program, ["diff", "--exit-code", "--prometheus", server.url] + source).status == 69)
  }

  @Test("rules that were learnt of a recording hold of it, and name a new caller of a later moment, alone")
  func learning() async throws {
    let server = try await server(change: now - 900, intrusion: now - 240)
    let folder = try Folder()
    let snapshots = try [now - 500, now - 300].map {
      try run("snapshot", "--prometheus", server.url, "--at", "\($0)", "--format", "json").output
    }
    let recording = try folder.write(snapshots.joined(), to: "mesh.ndjson")
    let rules = "\(folder.path)/rules.toml"
    let learnt = try run("check", "--replay", recording, "--learn", "-o", rules)
    #expect(learnt.status == 0, "\(learnt.errors)")
    #expect(folder.text("rules.toml").contains("in 2 snapshots"))
    #expect(try run("check", "--replay", recording, "--rules", rules).status == 0)
    #expect(try run("check", "--prometheus", server.url, "--at", "\(now - 300)", "--rules", rules).status == 0)
    let later = try run("check", "--prometheus", server.url, "--at", "\(now)", "--rules", rules)
    #expect(later.status == 1, "\(later.errors)")
    let broken = later.output.split(separator: "\n").filter { $0.hasPrefix("✖") }
    #expect(broken.count == 1 && broken.allSatisfy { $0.contains("callers of shop/stock") }, "\(later.output)")
    let named = later.output.split(separator: "\n").filter { $0.contains("→") }
    #expect(named.count == 1 && named.allSatisfy { $0.contains("intruder → ") }, "\(later.output)")
  }
}
