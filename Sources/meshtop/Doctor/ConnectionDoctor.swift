import ArgumentParser
import FoundationEssentials
import Metrics
import Prometheus
import Telemetry

/// `meshtop doctor connection`: goes the way to the server step by step.
struct ConnectionDoctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connection", abstract: "Try each step of the way to the server, and say which fails and what to do.",
    discussion: """
      The steps are the name, the connection, the certificate, the clocks, the credentials, the API and Istio's metrics.
      It ends with 0 where all is well, with 69 where the server cannot be used, and with 77 where it lets nobody in.

      Examples:
        meshtop doctor connection --thanos https://thanos.example --token-command 'oc whoami -t'
      """)

  @OptionGroup(title: "Source") var source: SourceOptions

  @Option(
    help: ArgumentHelp("The configuration, in place of ~/.config/meshtop/config.toml.", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp("The configuration's context to use; also from MESHTOP_CONTEXT.", valueName: "name"))
  var context: String?

  func run() async throws {
    do {
      if source.demo || source.replay != nil {
        let what = source.demo ? "The built-in mesh is" : "A file is"
        _ = StandardStreams.print(Array("\(what) in this program's hands: there is nothing to connect to.\n".utf8))
        return
      }
      guard let server = try source.metrics() as? PrometheusSource else { throw SourceOptions.noSource }
      if let status = await Self.examine(server) { throw ExitCode(status.rawValue) }
    } catch let trouble as Trouble {
      throw trouble.report()
    }
  }

  /// Tells of each step once it is done.
  ///
  /// - Returns: how the process is to end for the first step that failed; nil where all is well.
  private static func examine(_ server: PrometheusSource) async -> Trouble.Status? {
    let isUnicode = LookOptions.localeIsUnicode
    let hasColour = StandardStreams.outputIsTerminal && LookOptions.wantsColour
    var status: Trouble.Status?
    func tell(_ line: DoctorLine) {
      status = status ?? line.status
      _ = StandardStreams.print(Array(line.text(isUnicode: isUnicode, hasColour: hasColour).utf8))
    }
    let isEncrypted = server.name.hasPrefix("https:")
    var open = ["name", "connection", "certificate", "clock", "access", "API"].filter {
      isEncrypted || $0 != "certificate"
    }
    var isAnswered = false
    for await finding in ConnectionProbe(server).findings {
      let line = finding.line
      open.removeAll { $0 == line.step }
      tell(line)
      if case .api = finding { isAnswered = line.mark == .well }
    }
    let rest = open + (isAnswered ? [] : ["metrics"])
    for step in rest { tell(.open(step, "skipped")) }
    if isAnswered { for line in await metrics(server) { tell(line) } }
    return status
  }

  private static func metrics(_ server: PrometheusSource) async -> [DoctorLine] {
    let answers = await server.answer([MetricsProbe.query], at: Date())
    switch answers.results[0] {
    case .success(let vector):
      let missing = answers.missing.map {
        DoctorLine.open("answer", "not whole: \($0)", "What that store holds is missing in all figures.")
      }
      return MetricsProbe(vector, answers.strings).lines + missing
    case .failure(let error): return [.failed("metrics", Trouble(error))]
    }
  }
}
