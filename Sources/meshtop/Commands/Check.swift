import ArgumentParser
import Dashboard
import FoundationEssentials
import JSON
import Mesh
import Rules
import Terminal

/// `meshtop check`: whether a mesh is as it must be.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check that a mesh is as it must be, for scripts and CI.",
    discussion: """
      A rule is an expression of the find language that must hold of each edge:
      'mtls', 'p99 < 300', '%err < 1'. Before => it says which edges it is of:
      'target.ns = payments => mtls'. After nodes: or namespaces: it is of what is
      asked of each of these: 'nodes: name = checkout => %err < 1'. What a proxy
      cannot tell does not hold: 'mtls' is not true of an edge whose lock is
      unknown. Of a recording all snapshots are checked, unless --at names a moment.

      Examples:
        meshtop check --thanos https://thanos.example --rule 'target.ns = pay => mtls'
        meshtop check --replay day.ndjson --rules rules.toml --format junit -o junit.xml
        meshtop check --replay day.ndjson --learn > rules.toml

      Exit status: 0 if all rules hold, 1 if one does not, 69 where there is no
      traffic, others as for meshtop.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case junit

    /// The format that a file's ending tells; nil for none.
    init?(file path: String) {
      switch ExportFormat.ending(of: path) {
      case "json": self = .json
      case "xml": self = .junit
      case "txt": self = .text
      default: return nil
      }
    }
  }

  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Mesh") var mesh: MeshOptions
  @OptionGroup(title: "Mesh") var moment: MomentOption
  @OptionGroup(title: "Look") var look: LookOptions

  @Flag(help: "Write rules that allow who calls whom now, or in a whole recording, and nothing else.")
  var learn = false

  @Flag(help: "Let a mesh without any traffic pass, of which rules say nothing.")
  var allowEmpty = false

  @Option(help: "What to write. (default: what the ending of -o's file says, else text)")
  var format: Format?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write to, in place of what is there.", valueName: "file"))
  var output: String?

  func validate() throws {
    let isGiven = !rules.rule.isEmpty || !rules.rules.isEmpty
    if learn, isGiven { throw ValidationError("--learn goes with no rules.") }
    if !learn, !isGiven { throw ValidationError("Give --rule, --rules or --learn.") }
  }

  func run() async throws {
    do {
      let list = try rules.load()
      let feed = try source.feed(try mesh.traffic())
      if learn { return try await learn(feed) }
      guard let report = try await report(of: list, feed) else {
        throw Trouble(.badFile, "\(feed.name) has no snapshot to check.", "Name a file that has one.")
      }
      if !report.hasTraffic, !allowEmpty {
        let why = report.warnings.first.map { " \($0)" } ?? ""
        throw Trouble(
          .unreachable, "There is no traffic, so that no rule says anything.\(why)",
          "Look with meshtop doctor, or allow that with --allow-empty.")
      }
      try Output.write(render(report), to: output)
      if !report.holds { throw ExitCode(1) }
    } catch let trouble as Trouble {
      throw trouble.report()
    }
  }

  /// What comes of rules at one moment or, of a recording without a moment, at each.
  private func report(of rules: [Rule], _ feed: any Feed) async throws -> RuleReport? {
    var history = RuleHistory()
    for moment in moments(of: feed) {
      history.take(RuleReport(rules, MeshIndex(try await feed.snapshot(at: moment, mesh.question))))
    }
    return history.report
  }

  /// The moments that are looked at: all of a recording, unless one is asked for; nil for now.
  private func moments(of feed: any Feed) -> [Date?] {
    if moment.date == nil, !feed.moments.isEmpty { return feed.moments }
    return [moment.date ?? source.present]
  }

  private func learn(_ feed: any Feed) async throws {
    var learned = LearnedRules()
    for moment in moments(of: feed) {
      learned.learn(MeshIndex(try await feed.snapshot(at: moment, mesh.question)))
    }
    try Output.write(Array(learned.text.utf8), to: output)
  }

  private func render(_ report: RuleReport) -> [UInt8] {
    switch format ?? output.flatMap(Format.init(file:)) ?? .text {
    case .text: return Array(RuleDocument(report, look.glyphs).text.utf8)
    case .junit: return Array(report.junit.utf8)
    case .json: return JSONWriter.line(report.write)
    }
  }
}
