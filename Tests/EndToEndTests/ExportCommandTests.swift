import Foundation
import Testing

@Suite("Exports of the program") struct ExportCommandTests {
  private static let demo = ["snapshot", "--demo", "--at", "1790000000"]

  private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Outcome {
    try Program.run(try Program.built("meshtop"), Self.demo + arguments, environment: environment)
  }

  @Test("a file's ending says its format, unless --format does")
  func endings() throws {
    let folder = try Folder()
    for (name, start) in [
      ("a.svg", "<?xml"), ("a.html", "<!DOCTYPE html>"), ("a.dot", "digraph"), ("a.mmd", "flowchart"),
      ("a.csv", "time,"), ("a.prom", "# HELP"), ("a.json", "{\"schema\""), ("a.ans", "\u{1B}["), ("a.txt", "meshtop"),
      ("a", "meshtop"),
    ] {
      #expect(try run("-o", "\(folder.path)/\(name)").status == 0)
      #expect(folder.text(name).hasPrefix(start), "\(name)")
    }
    #expect(try run("-o", "\(folder.path)/b.svg", "--format", "csv").status == 0)
    #expect(folder.text("b.svg").hasPrefix("time,"))
  }

  @Test("Graphviz draws the graph", .enabled(if: Program.areInstalled("dot")))
  func graphviz() throws {
    let folder = try Folder()
    #expect(try run("-o", "\(folder.path)/mesh.dot").status == 0)
    let drawing = try Program.tool("dot", ["-Tsvg", "\(folder.path)/mesh.dot"])
    #expect(drawing.components(separatedBy: "class=\"cluster\"").count - 1 == 5, "one box for each namespace")
    #expect(drawing.components(separatedBy: "class=\"node\"").count - 1 == 26)
    #expect(drawing.components(separatedBy: "class=\"edge\"").count - 1 == 36)
  }

  @Test("Prometheus' own check finds nothing wrong with the metrics", .enabled(if: Program.areInstalled("promtool")))
  func metrics() throws {
    let folder = try Folder()
    #expect(try run("-o", "\(folder.path)/mesh.prom").status == 0)
    let promtool = try #require(Program.installed("promtool"))
    let outcome = try Program.run("/bin/sh", ["-c", "'\(promtool)' check metrics < '\(folder.path)/mesh.prom'"])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome.output)\(outcome.errors)")
  }

  @Test("a page's policy allows its own style and script", .enabled(if: Program.areInstalled("openssl")))
  func policy() throws {
    let folder = try Folder()
    let page = try run("--format", "html").output
    for tag in ["style", "script"] {
      let start = try #require(page.range(of: "<\(tag)>"))
      let end = try #require(page.range(of: "</\(tag)>", range: start.upperBound..<page.endIndex))
      let file = try folder.write(String(page[start.upperBound..<end.lowerBound]), to: tag)
      let hash = try Program.run("/bin/sh", ["-c", "openssl dgst -sha256 -binary '\(file)' | base64"]).output
      let source = "\(tag)-src 'sha256-\(hash.trimmingCharacters(in: .whitespacesAndNewlines))'"
      #expect(page.contains(source), "HTMLParts.\(tag)Hash must be \(source)")
      #expect(page.components(separatedBy: "<\(tag)").count == 2, "there is but one")
    }
  }

  @Test("screens have the pane, the node, the size and the colours that are asked for")
  func screens() throws {
    let dark = try run("--format", "svg", "--pane", "security", "--theme", "dark").output
    #expect(dark.contains("width=\"1100\" height=\"780\""), "120 by 40 cells")
    #expect(dark.contains("The dashboard&#39;s pane Security."))
    #expect(dark.contains("#1e1e2e"))
    let light = try run("--format", "svg", "--width", "80", "--height", "24", "--theme", "light").output
    #expect(light.contains("width=\"740\" height=\"476\"") && light.contains("#f7f8fb"))
    let plain = try run("--format", "svg", environment: ["NO_COLOR": "1"]).output
    #expect(plain.contains("#ffffff") && !plain.contains("#1e1e2e"))
    let ansi = try run("--format", "ansi", "--select", "checkout", "--theme", "dark").output
    #expect(ansi.contains("\u{1B}[0;1;38;2;203;166;247mcheckout"), "the chosen box in its colour")
    #expect(ansi.split(separator: "\n").count == 40)
    #expect(!(try run("--format", "ansi", environment: ["NO_COLOR": "1"])).output.contains(";38;2;"))
    let trends = try run("--pane", "overview", "--width", "200").output
    #expect(trends.contains("In, last hour") && trends.contains("██▇██▇███▇"))
  }

  @Test("keys that are pressed first lead to any screen, with what that asks of the source")
  func pressedKeys() throws {
    let charts = try run("--select", "checkout", "--press", "e").output
    #expect(charts.contains("home the oldest") && charts.contains("p99 249ms"))
    let past = try run("--press", "{ { { space").output
    #expect(past.contains("PAST 14:10:20") && past.contains("0.9% err"))
    let compared = try run("--press", "D up enter").output
    #expect(compared.contains("against 13:58:20: ") && compared.contains(" changed; D compares anew"))
    let found = try run("--press", "/ c a r t enter").output
    #expect(found.contains("/cart 2 found"))
  }

  @Test(
    "what does not go together is told",
    arguments: [
      (["--format", "csv", "--pane", "edges"], "are for the screen"), (["--table", "nodes"], "--table goes with"),
      (["--pane", "kitchen"], "graph"), (["--select", "nobody"], "There is no node named nobody."),
      (["--width", "0"], "--width must be 1 to 10000"),
      (["--press", "e hyper-x"], "--press has no key called hyper-x."),
      (["--format", "json", "--press", "e"], "--press are"), (["--format", "gif"], "svg"),
    ])
  func misuse(arguments: [String], told: String) throws {
    let outcome = try Program.run(try Program.built("meshtop"), Self.demo + arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(told), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
