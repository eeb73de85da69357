import ArgumentParser
import Dashboard
import FoundationEssentials
import Recording

/// `meshtop record`: the mesh again and again, into a file.
struct Record: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record a mesh: one snapshot a line, to be replayed.",
    discussion: """
      Appends a snapshot to a file in each interval, until --for is over or a signal
      ends it after the snapshot that is under way. A file whose name ends with .gz
      is compressed. The same file again is gone on with. What fails is told once,
      and recording goes on.

      Examples:
        meshtop record --thanos https://thanos.example -o day.ndjson.gz
        meshtop record --demo -o demo.ndjson --every 5s --for 1m
        meshtop --replay day.ndjson.gz

      Exit status: 0 where anything was recorded, else that of what failed; 73 where
      the file cannot be written.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Mesh") var mesh: MeshOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to append to, compressed if it ends with .gz.", valueName: "file")
  )
  var output: String

  @Option(help: ArgumentHelp("The time between snapshots, such as 30s.", valueName: "span"))
  var every = Span(.seconds(15))

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long to record, such as 8h. (default: until a signal)", valueName: "span"))
  var length: Span?

  @Flag(help: "Also ask each time what runs the mesh, for pane 7 of a replay.")
  var controlPlane = false

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func validate() throws {
    guard every.seconds >= 1, every.seconds.rounded() == every.seconds else {
      throw ValidationError("--every must be whole seconds, such as 15s.")
    }
    if source.replay != nil { throw ValidationError("A file is a recording already: give --thanos or --demo.") }
    if output == "-" || output.isEmpty { throw ValidationError("--output must name a file.") }
  }

  func run() async throws {
    do {
      let feed = try source.feed(try mesh.traffic())
      let writer: RecordingWriter
      let last: Date?
      do throws(RecordingError) {
        guard let opened = try RecordingWriter(path: output) else { return }
        writer = opened
        last = try opened.lastMoment()
      } catch {
        throw Trouble(error, .cannotWrite)
      }
      let report = RecordReport(isShown: !quiet)
      if writer.isMended { report.tell("The last line of \(output) was cut off, and has been taken away.") }
      let loop = RecordLoop(
        feed, mesh.question, asksControlPlane: controlPlane, writer, report, every: every.seconds,
        length: length?.seconds)
      let outcome = await loop.run(after: last)
      report.finish()
      try Self.end(outcome, writer)
    } catch let trouble as Trouble {
      throw trouble.report()
    }
  }

  /// Ends the process as it is to end.
  private static func end(_ outcome: RecordLoop.Outcome, _ writer: RecordingWriter) throws {
    writer.discardIfEmpty()
    if let trouble = outcome.writing { throw trouble }
    if writer.written.snapshots > 0 { return }
    // What failed was told when it did.
    if let trouble = outcome.failure { throw ExitCode(trouble.status.rawValue) }
    if let signal = outcome.signal { throw ExitCode(128 + signal) }
    throw Trouble(.unreachable, "Nothing was recorded: no answer came in time.", "Give it longer with --for.")
  }
}
