public import ArgumentParser
public import Dashboard
import Terminal

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

  @Option(
    help: ArgumentHelp(
      "Keys to press first, with blanks between them, such as 'e', or 'D enter'.", valueName: "keys"))
  var press: String?

  /// Whether the screen is asked for.
  var isWanted: Bool { width != nil || height != nil || pane != nil || select != nil || press != nil }

  /// The keys to press, by their names.
  private var names: [Substring] { (press ?? "").split(separator: " ") }

  /// The keys to press.
  var keys: [KeyPress] { names.compactMap { KeyPress(String($0)) } }

  func validate() throws {
    for (flag, value) in [("--width", width), ("--height", height)] {
      if let value, !(1...10_000).contains(value) { throw ValidationError("\(flag) must be 1 to 10000.") }
    }
    if let name = names.first(where: { KeyPress(String($0)) == nil }) {
      throw ValidationError(
        "--press has no key called \(name). Write a letter or a sign, or words such as enter, esc, space, ctrl-r.")
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
