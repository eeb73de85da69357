import ArgumentParser

@main
struct Meshsim: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meshsim", abstract: "Serves a simulated mesh's proxies as scrape targets.")
}
