import FoundationEssentials
import JSON
import TestSupport
import Testing

@testable import Mesh

@Suite struct SnapshotFormatTests {
  static let whole = Snapshot(
    time: Date(timeIntervalSince1970: 1_790_000_000), window: .seconds(120), graph: .versionedApp,
    source: "https://thanos.example:9091", warnings: ["partial response: store prod-2 is down"],
    nodes: [
      Node(
        kind: .app, cluster: "east", namespace: "bookinfo", name: "reviews-v1", app: "reviews", version: "v1",
        health: .failing, latency: Latency(average: 3, p50: 1, p95: 2.5, p99: 9)),
      Node(kind: .workload, cluster: "east", namespace: "a/b", name: "50%"),
    ],
    edges: [
      Edge(
        source: NodeID(cluster: "east", namespace: "a/b", kind: .workload, name: "50%"),
        target: NodeID(cluster: "east", namespace: "bookinfo", kind: .app, name: "reviews-v1"),
        via: NodeID(cluster: "east", namespace: "bookinfo", kind: .waypoint, name: "waypoint"), services: ["reviews"],
        http: RequestTraffic(
          rate: 80, errorPercent: 50, latency: Latency(p50: 12.1, p95: 80.4, p99: 210), requestBytes: 10,
          responseBytes: 20,
          responses: [.init(code: "200", flags: "-", rate: 40), .init(code: "503", flags: "UF", rate: 40)]),
        grpc: RequestTraffic(rate: 3, errorPercent: 0, responses: [.init(code: "0", flags: "-", rate: 3)]),
        tcp: TCPTraffic(
          requestBytes: 62, responseBytes: 800, opened: 0.5, closed: 0.25, failed: 0, denied: 0.125, open: 4,
          causes: [.init(flags: "DENY", rate: 0.125)]),
        mtls: MutualTLS(percent: 99.5), sourcePrincipals: ["spiffe://cluster.local/ns/a/sa/b"],
        destinationPrincipals: ["spiffe://cluster.local/ns/bookinfo/sa/c"], health: .degraded)
    ])

  @Test func howOftenProxiesAreScrapedIsNotWritten() {
    var snapshot = Self.whole
    snapshot.scrapeIntervals = .seconds(15)...(.seconds(30))
    var (with, without) = (JSONWriter(), JSONWriter())
    snapshot.write(to: &with)
    Self.whole.write(to: &without)
    #expect(with.bytes == without.bytes)
  }

  @Test func whatIsWrittenReadsBackTheSame() throws {
    for pretty in [false, true] {
      var json = JSONWriter(pretty: pretty)
      Self.whole.write(to: &json)
      #expect(try SnapshotFile.snapshots(in: json.bytes) == [Self.whole])
    }
  }

  @Test func thatAnAnswerWasPartialIsReadBack() throws {
    var json = JSONWriter()
    Self.whole.write(to: &json)
    #expect(try SnapshotFile.snapshots(in: json.bytes).map(\.isPartial) == [true])
    var snapshot = Self.whole
    snapshot.warnings = ["No proxy reports traffic."]
    #expect(!snapshot.isPartial)
  }

  @Test func whatIsNotKnownIsLeftOut() {
    var json = JSONWriter()
    Snapshot(
      time: Date(timeIntervalSince1970: 0), window: .seconds(60), nodes: [],
      edges: [Edge(source: NodeID(rawValue: "a"), target: NodeID(rawValue: "b"))]
    ).write(to: &json)
    #expect(
      json.string
        == #"{"schema":"meshtop.snapshot/1","time":"1970-01-01T00:00:00Z","window":60,"graph":"workload","nodes":[],"edges":[{"source":"a","target":"b","mtls":{"state":"unknown"},"health":"idle"}]}"#
    )
  }

  @Test func aReaderNeedsIdentitiesAloneAndPassesOverTheRest() throws {
    let text = """
      {"schema":"meshtop.snapshot/1","new":{"deep":[1,{}]},"nodes":[{"id":"c/n/service/s","colour":"red"}],
       "edges":[{"source":"c/n/service/s","target":"c/n/waypoint/w%2F1"}]}
      """
    let snapshot = try #require(try SnapshotFile.snapshots(in: Array(text.utf8)).first)
    #expect(snapshot.nodes.map(\.kind) == [.service, .waypoint])
    #expect(snapshot.nodes.map(\.name) == ["s", "w/1"])
    #expect(snapshot.nodes.map(\.namespace) == ["n", "n"])
    #expect(snapshot.edges.count == 1)
  }

  @Test func ofEdgesWithTheSameEndsTheFirstCounts() throws {
    let edge = #"{"source":"a","target":"b","http":{"rate":1}}"#
    let other = #"{"source":"a","target":"b","http":{"rate":2}}"#
    let text = #"{"schema":"meshtop.snapshot/1","nodes":[{"id":"a"},{"id":"a"}],"edges":[\#(edge),\#(other)]}"#
    let snapshot = try #require(try SnapshotFile.snapshots(in: Array(text.utf8)).first)
    #expect(snapshot.nodes.map(\.id.rawValue) == ["a", "b"])
    #expect(snapshot.edges.map(\.requestRate) == [1])
  }

  @Test(arguments: [
    ("", "The file is empty."),
    ("[]", "It is no snapshot but array."),
    ("{}", "It is no snapshot: it has no \"schema\"."),
    (#"{"schema":"meshtop.snapshot/2"}"#, "Its schema is not meshtop.snapshot/1 but another."),
    (#"{"schema":"meshtop.snapshot/1","nodes":[]}"#, "The snapshot has no \"edges\"."),
    (#"{"schema":"meshtop.snapshot/1","nodes":{},"edges":[]}"#, "The snapshot's \"nodes\" is no array."),
    (#"{"schema":"meshtop.snapshot/1","nodes":[{"id":""}],"edges":[]}"#, "Node 1 of the snapshot has no \"id\"."),
    (
      #"{"schema":"meshtop.snapshot/1","nodes":[],"edges":[{"source":"a"}]}"#,
      "Edge 1 of the snapshot lacks a \"source\" or a \"target\"."
    ),
  ])
  func whatIsNoSnapshotIsSaidInOneSentence(text: String, sentence: String) {
    #expect(throws: SnapshotError(description: sentence)) { try SnapshotFile.snapshots(in: Array(text.utf8)) }
  }

  @Test func aFileHoldsOneSnapshotALine() throws {
    var json = JSONWriter()
    Self.whole.write(to: &json)
    let line = json.bytes + Array("\n".utf8)
    #expect(try SnapshotFile.snapshots(in: line + line + line).count == 3)
    // A recording that was cut off has lost its last line only.
    #expect(try SnapshotFile.snapshots(in: line + line + line.dropLast(20)).count == 2)
    let broken = Array("{\n".utf8)
    #expect(throws: SnapshotError.self) { try SnapshotFile.snapshots(in: line + broken + line) }
  }

  @Test func damagedFilesEndInASentence() {
    var json = JSONWriter()
    Self.whole.write(to: &json)
    var random = SplitMix64(seed: 7)
    for _ in 0..<5000 {
      var bytes = json.bytes
      for _ in 0...(Int(random.next() % 3)) {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() & 255)
      }
      if random.next() % 4 == 0 { bytes = Array(bytes.prefix(Int(random.next() % UInt64(bytes.count)))) }
      do {
        _ = try SnapshotFile.snapshots(in: bytes)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}
