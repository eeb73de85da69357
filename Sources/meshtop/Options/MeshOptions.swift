public import ArgumentParser
import Configuration
import Dashboard
import Layout
public import Mesh
import Metrics
import Telemetry

/// What of a mesh to look at, and how to read it.
struct MeshOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How far back rates reach, such as 2m or 1h.", valueName: "span"))
  var window = Span(.seconds(120))

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Only traffic of these namespaces; globs, repeatable.", valueName: "glob"))
  var namespace: [String] = []

  @Option(help: ArgumentHelp("Only traffic of these clusters; repeatable.", valueName: "name"))
  var cluster: [String] = []

  @Option(help: "What a node stands for.")
  var graph = GraphType.workload

  @Option(help: "What happens to waypoints.")
  var waypoints = WaypointDisplay.merge

  @Flag(help: "Also show edges that were alive in the last hour and are silent now.")
  var idle = false

  @Option(
    help: ArgumentHelp("Conditions that every series must satisfy, such as 'cluster=\"east\"'.", valueName: "matchers"))
  var selector: String?

  @Option(
    help: ArgumentHelp(
      "Conditions on target labels that tell a ztunnel, such as 'app=\"ztunnel\"'.", valueName: "matchers"))
  var ztunnelSelector: String?

  @Option(
    help: ArgumentHelp(
      "Conditions on cluster, namespace and workload that tell a waypoint, such as 'workload=~\".*-gw\"'.",
      valueName: "matchers"))
  var waypointSelector: String?

  @Option(
    help: ArgumentHelp("The configuration, in place of ~/.config/meshtop/config.toml.", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp("The configuration's context to use; also from MESHTOP_CONTEXT.", valueName: "name"))
  var context: String?

  /// What to ask, and how to read the answers.
  func traffic() throws -> TrafficOptions {
    let tolerances = try ConfigFile.load(config).tolerances
    return TrafficOptions(
      window: window.duration, graph: graph, waypoints: waypoints, namespaces: namespace, clusters: cluster,
      selector: try matchers(selector, "--selector") ?? [],
      ztunnelSelector: try matchers(ztunnelSelector, "--ztunnel-selector"),
      waypointSelector: try matchers(waypointSelector, "--waypoint-selector"), includesIdle: idle,
      tolerances: tolerances + Tolerance.defaults)
  }

  /// What of it can be asked for anew while the dashboard runs.
  var question: MeshQuestion {
    MeshQuestion(
      window: window.duration, graph: graph, waypoints: waypoints, namespaces: namespace, includesIdle: idle)
  }

  private func matchers(_ text: String?, _ flag: String) throws(ValidationError) -> [Matcher]? {
    guard let text else { return nil }
    do {
      return try Matcher.list(parsing: text)
    } catch {
      throw ValidationError("\(flag): \(error.description)")
    }
  }
}

extension GraphType: ExpressibleByArgument {}
extension WaypointDisplay: ExpressibleByArgument {}
