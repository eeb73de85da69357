public import Terminal

/// How a screen is opened.
public struct ScreenOptions: Sendable {
  /// The variables of the environment, of which `TERM`, `COLORTERM`, `NO_COLOR` and `CLICOLOR_FORCE` count.
  public var environment: [String: String]
  /// The colours to use; nil for those that the environment tells of. The terminal's description limits both.
  public var colorDepth: ColorDepth?
  /// Whether the mouse is reported. The terminal's own selection then needs shift.
  public var mouse = false
  /// How long a lone escape byte waits for more.
  public var escapeDelay = Duration.milliseconds(25)
  /// Whether frames are sent as a whole (mode 2026), where the terminal may know that.
  public var synchronizedOutput = true

  /// Options for an environment.
  public init(environment: [String: String]) { self.environment = environment }
}
