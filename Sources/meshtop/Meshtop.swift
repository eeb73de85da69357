import ArgumentParser

@main
struct Meshtop: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "meshtop",
    abstract: "Who talks to whom in an Istio mesh, whether it is encrypted, how much, how fast and how well.",
    discussion: """
      Asks Prometheus or Thanos for what ztunnels, waypoints, sidecars and gateways report, and draws the graph of
      services in the terminal.

      Examples:
        meshtop --demo
        oc whoami -t > ~/.token; meshtop --thanos https://thanos-querier.example --token-file ~/.token
        meshtop --thanos https://thanos-querier.example --token-command 'oc whoami -t'
        meshtop snapshot --prometheus http://localhost:9090 --namespace 'shop-*' -o shop.txt
        meshtop snapshot --demo --format json | jq '.edges[] | select(.mtls.state != "full")'

      Exit status: 0 well, 64 wrong usage, 65 a bad file, 69 the source cannot be reached, 77 not allowed.
      """,
    version: "meshtop \(version)",
    subcommands: [Live.self, TakeSnapshot.self],
    defaultSubcommand: Live.self)
}
