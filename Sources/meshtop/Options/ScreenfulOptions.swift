public import ArgumentParser
public import Dashboard

/// Which of the dashboard's screens a snapshot shows.
struct ScreenfulOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the dashboard's screen of so many columns, not the whole graph. (default: 120)", valueName: "columns"))
  var width: Int?

  @Option(help: ArgumentHelp("The rows of that screen. (default: 40)", valueName: "rows"))
  var height: Int?

  @Option(help: ArgumentHelp("The pane that the screen shows.", valueName: Pane.names.joined(separator: "|")))
  var pane: Pane?

  @Option(help: ArgumentHelp("The node that is chosen on the screen: cart, shop/cart.", valueName: "node"))
  var select: String?

  /// Whether the screen is asked for.
  var isWanted: Bool { width != nil || height != nil || pane != nil || select != nil }

  func validate() throws {
    for (flag, value) in [("--width", width), ("--height", height)] {
      if let value, !(1...10_000).contains(value) { throw ValidationError("\(flag) must be 1 to 10000.") }
    }
  }
}

extension Pane: ExpressibleByArgument {
  static var names: [String] { allCases.map(\.flagName) }

  private var flagName: String { title.lowercased().split(separator: " ").joined(separator: "-") }

  /// The pane of a name.
  public init?(argument: String) {
    guard let pane = Self.allCases.first(where: { $0.flagName == argument }) else { return nil }
    self = pane
  }

  /// The names that flags take.
  public static var allValueStrings: [String] { names }
  /// The name that flags take.
  public var defaultValueDescription: String { flagName }
}
