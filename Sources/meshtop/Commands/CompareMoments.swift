import ArgumentParser
import Dashboard
import Diff
import FoundationEssentials
import JSON
import Mesh

/// `meshtop diff`: what is otherwise with the mesh at one moment than at another.
struct CompareMoments: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Tell what is otherwise with a mesh at one moment than at another.",
    discussion: """
      Compares two files that meshtop wrote with --format json, of a recording its
      last snapshot, or two moments of one source: --at twice, or --against. Edges
      and nodes that came or went, locks, health, identities, and figures that
      changed beyond a tolerance are told, the worst first.

      Examples:
        meshtop diff before.json after.json
        meshtop diff --thanos https://thanos.example --against -1h
        meshtop diff --replay day.ndjson --at 2026-09-21T08:00:00Z --at 2026-09-21T09:00:00Z
        meshtop diff before.json after.json --format markdown > change.md
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case markdown

    /// The format that a file's ending tells; nil for none.
    init?(file path: String) {
      switch ExportFormat.ending(of: path) {
      case "json": self = .json
      case "md", "markdown": self = .markdown
      case "txt": self = .text
      default: return nil
      }
    }
  }

  @Argument(help: "The earlier and the later file; - is standard input.")
  var files: [String] = []

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Mesh") var mesh: MeshOptions
  @OptionGroup(title: "Look") var look: LookOptions

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A moment to compare: Unix seconds, RFC 3339, 14:05, or so long ago as -1h; twice, or once with --against.",
      valueName: "time"))
  var at: [Moment] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Compare --at, or now, with so long before it, such as -1h, or with another moment.", valueName: "time"))
  var against: String?

  @Option(
    help: ArgumentHelp("How much rates, bytes and latencies may change without being told.", valueName: "percent"))
  var tolerance = Share(25)

  @Option(
    help: ArgumentHelp("How many percent points a share of errors may change.", valueName: "percent"))
  var errorTolerance = Share(1)

  @Option(help: "What to write. (default: what the ending of -o's file says, else text)")
  var format: Format?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write to, in place of what is there.", valueName: "file"))
  var output: String?

  @Flag(help: "End with status 1 where anything is otherwise.")
  var exitCode = false

  func validate() throws {
    if files.isEmpty {
      guard at.count == 2 && against == nil || at.count < 2 && against != nil else {
        throw ValidationError("Give two files, --at twice, or --against with at most one --at.")
      }
    } else {
      guard files.count == 2 else { throw ValidationError("Give two files to compare.") }
      guard at.isEmpty, against == nil else {
        throw ValidationError("--at and --against go with a source, not with files.")
      }
      guard files != ["-", "-"] else { throw ValidationError("Standard input can be only one of the two files.") }
    }
    if let against, Self.span(against) == nil, Moment(argument: against) == nil {
      throw ValidationError("--against \(against) is no time; give one like -1h or 2026-09-21T14:00:00Z.")
    }
  }

  func run() async throws {
    do {
      let (before, after) = try await snapshots()
      guard before.graph == after.graph else {
        throw Trouble(
          .usage, "One is by \(before.graph.rawValue), the other by \(after.graph.rawValue).",
          "Compare snapshots that were taken with the same --graph.")
      }
      let limits = DiffTolerance(share: tolerance.percent / 100, errorPoints: errorTolerance.percent)
      let diff = MeshDiff(MeshIndex(before), MeshIndex(after), tolerance: limits)
      try Output.write(render(diff), to: output)
      if exitCode, !diff.isEmpty { throw ExitCode(1) }
    } catch let trouble as Trouble {
      throw trouble.report()
    }
  }

  private func render(_ diff: MeshDiff) -> [UInt8] {
    switch format ?? output.flatMap(Format.init(file:)) ?? .text {
    case .text: return Array(DiffDocument(diff, look.glyphs).text.utf8)
    case .markdown: return Array(DiffDocument(diff, look.glyphs).markdown.utf8)
    case .json: return JSONWriter.line(diff.write)
    }
  }

  /// The earlier and the later mesh, in the order in which they were given.
  private func snapshots() async throws -> (Snapshot, Snapshot) {
    if files.count == 2 {
      let question = mesh.question
      func last(_ file: String) async throws(Trouble) -> Snapshot {
        let feed = try ReplayFeed(path: file)
        let snapshot = try await feed.snapshot(at: .distantFuture, question)
        if let notice = feed.notice { StandardStreams.complain("meshtop: \(notice)") }
        return snapshot
      }
      return (try await last(files[0]), try await last(files[1]))
    }
    let feed = try source.feed(try mesh.traffic())
    if at.count == 2 {
      return (
        try await feed.snapshot(at: at[0].date, mesh.question), try await feed.snapshot(at: at[1].date, mesh.question)
      )
    }
    let later = try await feed.snapshot(at: at.first?.date ?? source.present, mesh.question)
    return (try await feed.snapshot(at: earlier(than: later.time), mesh.question), later)
  }

  private func earlier(than time: Date) -> Date? {
    guard let against else { return nil }
    if let span = Self.span(against) { return time.addingTimeInterval(-span.seconds) }
    return Moment(argument: against)?.date
  }

  /// A span of time before another moment, with or without its minus.
  private static func span(_ text: String) -> Span? {
    Span(argument: text.hasPrefix("-") ? String(text.dropFirst()) : text)
  }
}

/// A share in percent as flags take it: `20%` or `20`.
struct Share: ExpressibleByArgument {
  var percent: Double

  init(_ percent: Double) { self.percent = percent }

  init?(argument: String) {
    let digits = argument.hasSuffix("%") ? argument.dropLast() : argument[...]
    guard let percent = Double(digits), (0...100).contains(percent) else { return nil }
    self.percent = percent
  }

  var defaultValueDescription: String { "\(Int(percent))%" }
}
