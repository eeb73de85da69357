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

  @Option(help: ArgumentHelp("A file with the bearer token, read again when it changes.", valueName: "file"))
  var tokenFile: String?

  @Option(help: ArgumentHelp("A command that prints the bearer token, such as 'oc whoami -t'.", valueName: "command"))
  var tokenCommand: String?

  @Option(help: ArgumentHelp("A file with the certificates to trust besides the system's.", valueName: "file"))
  var caFile: String?

  @Flag(help: "Do not check the server's certificate. Whoever is in between can read the token.")
  var insecureSkipTlsVerify = false

  @Option(help: ArgumentHelp("How long an answer may take.", valueName: "span"))
  var timeout = Span(.seconds(30))

  func validate() throws {
    let given = [url != nil, demo, replay != nil].filter(\.self).count
    if given > 1 { throw ValidationError("Give only one of --thanos, --demo and --replay.") }
    if tokenFile != nil, tokenCommand != nil {
      throw ValidationError("Give only one of --token-file and --token-command.")
    }
  }
}

extension SourceOptions {
  /// Where snapshots come from.
  func feed(_ traffic: TrafficOptions) throws(Trouble) -> any Feed {
    if let replay { return try ReplayFeed(path: replay) }
    guard let source = try metrics() else {
      throw Trouble(
        .usage, "There is no source to ask.",
        "Give --thanos URL, set MESHTOP_URL, or look at the built-in mesh with --demo.")
    }
    let isUnsafe = insecureSkipTlsVerify && !demo
    return MetricsFeed(
      source, traffic, alarm: isUnsafe ? "TLS is not verified: the token can be read on the way" : "", hasClock: !demo)
  }

  /// Where figures come from; nil where none is given.
  func metrics() throws(Trouble) -> (any MetricsSource)? {
    if demo { return SimulatedSource(name: "demo", DemoMesh.everything().series()) }
    guard let url = url ?? Environment.text("MESHTOP_URL") else { return nil }
    let token = try token()
    do throws(SourceError) {
      return try PrometheusSource(
        PrometheusOptions(
          url: url, token: token, caFile: caFile, skipsVerification: insecureSkipTlsVerify, timeout: timeout.duration,
          userAgent: "meshtop/\(Meshtop.version)"))
    } catch {
      var trouble = Trouble(error)
      trouble.status = .usage
      throw trouble
    }
  }

  private func token() throws(Trouble) -> TokenSource {
    if let tokenFile { return .file(tokenFile) }
    if let tokenCommand { return .command(tokenCommand) }
    guard let text = Environment.text("MESHTOP_TOKEN") else { return .none }
    guard let secret = Secret(text) else {
      throw Trouble(
        .usage, "MESHTOP_TOKEN holds characters that no token has.", "Set it anew, for example from oc whoami -t.")
    }
    return .fixed(secret)
  }

  /// The moment to look at where none is given: the last one of a file; nil for now.
  var present: Date? { replay == nil ? nil : .distantFuture }
}

/// The process' environment.
enum Environment {
  /// All variables.
  static var all: [String: String] { ProcessInfo.processInfo.environment }

  /// A variable's value; nil where it is not set, or empty.
  static func text(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
