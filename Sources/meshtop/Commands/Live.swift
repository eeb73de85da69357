import ArgumentParser

/// `meshtop`: the dashboard.
struct Live: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "live", abstract: "Show the dashboard (the default).")

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Mesh") var mesh: MeshOptions
  @OptionGroup(title: "Look") var look: LookOptions

  @Option(help: ArgumentHelp("The time between refreshes.", valueName: "span"))
  var refresh = Span(.seconds(15))

  func run() async throws {
  }
}
