import ArgumentParser
import FoundationEssentials
import Glibc
import Metrics
import Prometheus
import Simulation
import Telemetry

/// Where figures come from, and how to be let in.
struct SourceOptions: ParsableArguments {
  @Option(
    name: [.customLong("thanos"), .customLong("prometheus")],
    help: ArgumentHelp("The address of Thanos or Prometheus; also from MESHTOP_URL.", valueName: "url"))
  var url: String?

  @Flag(help: "Show a built-in mesh with a scripted hour of traffic.")
  var demo = false

  @Option(
    help: ArgumentHelp(
      "Show a snapshot from a file, or a file with one a line; - is standard input.", valueName: "file"))
  var replay: String?

  @Flag(
    help: "Take no answer that lacks what a part of the server holds: Thanos then fails where a store does not answer.")
  var noPartialResponse = false

  @Option(help: ArgumentHelp("How long an answer may take, such as 30s.", valueName: "span"))
  var timeout = Span(.seconds(30))

  @OptionGroup(title: "Access") var access: AccessOptions

  @OptionGroup(title: "Log") var log: LogOptions

  func validate() throws {
    let given = [url != nil, demo, replay != nil].filter(\.self).count
    if given > 1 { throw ValidationError("Give only one of --thanos, --demo and --replay.") }
  }
}

extension SourceOptions {
  /// Where snapshots come from.
  func feed(_ traffic: TrafficOptions) throws(Trouble) -> any Feed {
    try log.open()
    if let replay { return try ReplayFeed(path: replay) }
    guard let source = try metrics() else { throw Self.noSource }
    return MetricsFeed(source, traffic, alarm: demo ? "" : access.alarm, hasClock: !demo)
  }

  /// What to say where none is given.
  static var noSource: Trouble {
    Trouble(
      .usage, "There is no source to ask.",
      "Give --thanos URL, set MESHTOP_URL, or look at the built-in mesh with --demo.")
  }

  /// Where figures come from; nil where none is given.
  func metrics() throws(Trouble) -> (any MetricsSource)? {
    try log.open()
    if demo { return SimulatedSource(name: "demo", DemoMesh.everything().series()) }
    guard let options = try server() else { return nil }
    do throws(SourceError) {
      return try PrometheusSource(options)
    } catch {
      throw Trouble(starting: error)
    }
  }

  /// How to ask the server that is given; nil where none is.
  func server() throws(Trouble) -> PrometheusOptions? {
    guard !demo, let url = url ?? Environment.text("MESHTOP_URL") else { return nil }
    var options = try access.options(url, timeout: timeout.duration)
    options.acceptsPartialAnswers = !noPartialResponse
    if let log = RunLog.current { options.log = { log.note($0) } }
    return options
  }

  /// The moment to look at where none is given: the last one of a file; nil for now.
  var present: Date? { replay == nil ? nil : .distantFuture }
}
