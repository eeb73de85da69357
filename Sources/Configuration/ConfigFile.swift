public import Mesh
public import Telemetry

/// What the user has written down: `$XDG_CONFIG_HOME/meshtop/config.toml`.
public struct ConfigFile: Sendable {
  /// Where it was read from.
  public var path = ""
  /// What is wrong with it. What is wrong is left out of all else.
  public var faults: [ConfigFault] = []
  /// What counts as degraded and failing, before the defaults.
  public var tolerances: [Tolerance] = []
  /// What stands in place of flags, whatever the context.
  public var defaults: [ConfigSetting] = []
  /// What stands in place of flags in each context.
  public var contexts: [String: [ConfigSetting]] = [:]
  /// The context to use where none is named.
  public var currentContext: String?
  /// The keys of commands, in place of the standard ones.
  public var keys: [String: [String]] = [:]
  /// Expressions with a name to find by.
  public var finds: [FindPreset] = []
  /// Expressions with a name to hide by.
  public var hides: [FindPreset] = []

  /// A configuration that says nothing.
  public init() {}
}
