import ArgumentParser
import Simulation

@main
struct Meshsim: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meshsim", abstract: "A simulated mesh, whose proxies Prometheus can scrape.",
    discussion: """
      The mesh is the one that `meshtop --demo` shows. Its traffic follows from the seed and the clock alone.

      Try it:
        meshsim scrape-config > prometheus.yml
        meshsim serve &
        prometheus --config.file=prometheus.yml
      """,
    version: "0.1.0", subcommands: [ServeCommand.self, ScrapeConfigCommand.self, HistoryCommand.self])
}

/// Which mesh is simulated.
struct MeshOptions: ParsableArguments {
  @Option(help: "The mesh's seed: where workloads run, and how busy they are.")
  var seed: UInt64 = 1

  /// What the mesh's proxies report.
  var series: SeriesSet { DemoMesh.everything(seed: seed).series() }
}

/// Where the mesh is served.
struct AddressOptions: ParsableArguments {
  @Option(help: "The IPv4 address to serve at.")
  var host = "127.0.0.1"

  @Option(help: "The port to serve at.")
  var port: UInt16 = 15020
}
