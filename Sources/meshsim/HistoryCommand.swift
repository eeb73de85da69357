import ArgumentParser
import FoundationEssentials
import Simulation

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Write what a server would have stored of the mesh, as OpenMetrics.",
    discussion: """
      `promtool tsdb create-blocks-from openmetrics FILE DIRECTORY` makes a database of it.
      An hour is about 300 MB.
      """)

  @OptionGroup var mesh: MeshOptions

  @Option(help: "The first moment, as seconds since 1970 or as 2026-09-21T14:00:00Z.", transform: Self.moment)
  var from: Date

  @Option(help: "The last moment, written likewise.", transform: Self.moment)
  var to: Date

  @Option(help: "Seconds from sample to sample (default: each target's own interval).")
  var step: Double?

  @Option(name: [.short, .long], help: "The file to write (default: standard output).")
  var output: String?

  func validate() throws {
    guard from <= to else { throw ValidationError("--from is after --to; swap them.") }
    if let step, !(step >= 0.001) { throw ValidationError("--step is less than a millisecond; give 15, for example.") }
  }

  func run() throws {
    var file = try output.map(OutputFile.init(path:)) ?? OutputFile.standardOutput
    let step = step.map { Duration.milliseconds(Int64(($0 * 1000).rounded())) }
    try Exposition(mesh.series).writeHistory(in: from...to, step: step) { part throws(OutputError) in
      try file.write(part)
    }
    try file.close()
  }

  @Sendable private static func moment(_ text: String) throws -> Date {
    if let seconds = Double(text), seconds.isFinite { return Date(timeIntervalSince1970: seconds) }
    if let date = try? Date(text, strategy: .iso8601) { return date }
    throw ValidationError("\(text) is no moment; write 1790000000 or 2026-09-21T14:00:00Z.")
  }
}
