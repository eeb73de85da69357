import ArgumentParser
import Dashboard
import FoundationEssentials
import JSON
import Mesh

/// `meshtop doctor telemetry`: what is wrong with how ztunnels, waypoints and istiod are scraped.
struct DiagnoseTelemetry: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "telemetry", abstract: "Say what is wrong with how the mesh is scraped, and how to mend it.",
    discussion: """
      Each finding has what shows it, what it does to what meshtop can show, and the manifest that mends it. \
      Exit status: 0 all is well, 1 something was found, 69 the source cannot be reached.

      Examples:
        meshtop doctor --thanos https://thanos.example --token-command 'oc whoami -t'
        meshtop doctor --thanos https://thanos.example --format json
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Mesh") var mesh: MeshOptions
  @OptionGroup(title: "Mesh") var moment: MomentOption

  @Option(help: "What to write.")
  var format = Format.text

  func run() async throws {
    let findings: [Finding]
    do {
      let feed = try source.feed(try mesh.traffic())
      findings = try await feed.findings(at: moment.date ?? source.present)
      try Output.write(render(findings), to: nil)
    } catch let trouble as Trouble {
      throw trouble.report()
    }
    if !findings.isEmpty { throw ExitCode(1) }
  }

  private func render(_ findings: [Finding]) -> [UInt8] {
    switch format {
    case .text: return Array(FindingsDocument(findings).text.utf8)
    case .json:
      return JSONWriter.line { json in
        json.beginObject()
        json.field("schema", "meshtop.findings/1")
        json.key("findings")
        json.beginArray()
        for finding in findings { finding.write(to: &json) }
        json.endArray()
        json.endObject()
      }
    }
  }
}
