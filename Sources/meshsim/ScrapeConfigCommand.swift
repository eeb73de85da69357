import ArgumentParser
import Simulation

struct ScrapeConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scrape-config", abstract: "Print a Prometheus configuration that scrapes what `serve` serves.")

  @OptionGroup var mesh: MeshOptions
  @OptionGroup var address: AddressOptions

  func run() {
    print(ScrapeConfig(mesh.series.targets, address: "\(address.host):\(address.port)").yaml, terminator: "")
  }
}
