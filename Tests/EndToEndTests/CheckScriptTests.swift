import FaultSupport
import Foundation
import FoundationXML
import Testing

@Suite("A check in a script", .timeLimit(.minutes(1)))
struct CheckScriptTests {
  private static let holding = """
    [[rule]]
    name = "nobody else calls the cart"
    where = "target.name = cart"
    must = "source.ns = webstore or source.ns = boutique"
    least = 1

    """

  /// Runs a script that deploys where a check of the demo, or of another source, holds.
  private func deploy(
    _ arguments: [String], source: [String] = ["--demo", "--at", "1790000000"], isList: Bool = true
  ) throws -> Program.Outcome {
    let script = isList ? "set -e; \"$0\" check \"$@\" && echo deployed" : "set -e; \"$0\" check \"$@\"; echo deployed"
    return try Program.run("/bin/bash", ["-c", script, try Program.built("meshtop")] + source + arguments)
  }

  @Test(
    "goes on where the rule holds, and stops with 1 and what breaks it where it does not", arguments: [true, false])
  func holding(isList: Bool) throws {
    let folder = try Folder()
    let rules = try folder.write(Self.holding, to: "rules.toml")
    let good = try deploy(["--rules", rules], isList: isList)
    #expect(good.status == 0, "\(good.output)\(good.errors)")
    #expect(good.output.hasSuffix("\ndeployed\n"))
    #expect(good.errors.isEmpty)

    let bad = try deploy(["--rules", rules, "--rule", "mtls"], isList: isList)
    #expect(bad.status == 1)
    #expect(!bad.output.contains("deployed"))
    #expect(bad.output.contains("legacy/debug-shell → webstore/redis: traffic is 0% encrypted, not mtls"))
    #expect(bad.output.contains("1 of 2 rules hold"))
    #expect(bad.errors.isEmpty)
  }

  @Test("stops with 65 and the line of a mistake in the rules, however lines end", arguments: ["\n", "\r\n"])
  func mistake(end: String) throws {
    let folder = try Folder()
    for (text, line) in [
      (Self.holding + "[[rule]]\nname = \"x\"\nmust = \"mtls and\"\n", 8),
      (Self.holding + "[[rule]]\nmust = mtls\n", 7),
      (Self.holding + "[[rule]]\nmsut = \"mtls\"\n", 7),
    ] {
      let rules = try folder.write(text.replacingOccurrences(of: "\n", with: end), to: "rules.toml")
      let outcome = try deploy(["--rules", rules])
      #expect(outcome.status == 65)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("\(rules): ") && outcome.errors.contains(": Line \(line): "), "\(outcome.errors)")
    }
  }

  @Test("stops where a lock was open in any snapshot of a recording, and says since when")
  func recording() throws {
    let folder = try Folder()
    let lines = try [false, true, false].enumerated().map { try ShopSnapshot(second: $0, isEncrypted: !$1).line }
    let file = try folder.write(lines.joined(), to: "day.ndjson")
    let outcome = try deploy(["--rule", "mtls"], source: ["--replay", file])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("at 2026-09-21T14:13:21Z, first of 1 of 3 snapshots"), "\(outcome.output)")
    let json = try deploy(["--rule", "mtls", "--format", "json"], source: ["--replay", file]).output
    #expect(json.contains("\"snapshots\":3") && json.contains("\"brokenSince\":\"2026-09-21T14:13:21Z\""))
    let last = try deploy(["--rule", "mtls"], source: ["--replay", file, "--at", "2026-09-21T14:13:22Z"])
    #expect(last.status == 0, "\(last.output)")
  }

  @Test("stops with 69 where there is no traffic of which a rule could say anything")
  func empty() throws {
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    let outcome = try deploy(["--rule", "mtls"], source: ["--prometheus", server.url])
    #expect(outcome.status == 69)
    #expect(outcome.errors.contains("There is no traffic, so that no rule says anything."))
    let allowed = try deploy(["--rule", "mtls", "--allow-empty"], source: ["--prometheus", server.url])
    #expect(allowed.status == 0)
  }

  @Test("stops with 69, not 1, where the source is down, and with 64 where the rule is none")
  func down() throws {
    let url = "http://127.0.0.1:\(try FreePort.any())"
    let outcome = try deploy(["--rule", "mtls"], source: ["--prometheus", url])
    #expect(outcome.status == 69)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("Nothing answers at \(url)"))
    let usage = try deploy(["--rule", "mtls and"])
    #expect(usage.status == 64 && usage.output.isEmpty)
  }

  @Test("writes JUnit that a parser reads, with each rule by its name, whatever that is")
  func junit() throws {
    let folder = try Folder()
    let name = #"<all> & "each" ]]> 'lock'"#
    let rules = try folder.write(
      Self.holding + "[[rule]]\nname = '''\(name)'''\nmust = \"mtls\"\n", to: "rules.toml")
    let file = "\(folder.path)/junit.xml"
    let outcome = try deploy(["--rules", rules, "--format", "junit", "-o", file])
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    let report = JUnitReader()
    let parser = XMLParser(data: Data(folder.text("junit.xml").utf8))
    parser.delegate = report
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(report.cases == ["nobody else calls the cart", name])
    #expect(report.failures.keys.sorted() == [name])
    let text = report.failures[name] ?? ""
    #expect(text.contains("legacy/debug-shell -> webstore/redis: traffic is 0% encrypted, not mtls"), "\(text)")
  }
}

/// The test cases of a JUnit report, and what is said of those that failed.
private final class JUnitReader: NSObject, XMLParserDelegate {
  private(set) var cases: [String] = []
  private(set) var failures: [String: String] = [:]
  private var isInFailure = false

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if name == "testcase" { cases.append(attributes["name"] ?? "") }
    if name == "failure" {
      isInFailure = true
      failures[cases.last ?? "", default: ""] += ""
    }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if isInFailure { failures[cases.last ?? "", default: ""] += text }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    if name == "failure" { isInFailure = false }
  }
}
