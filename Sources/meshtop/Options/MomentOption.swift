import ArgumentParser
import FoundationEssentials

/// The one moment to look at.
struct MomentOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The moment to look at: Unix seconds, RFC 3339, a time such as 14:05, or so long ago as -1h. (default: now)",
      valueName: "time"))
  var at: Moment?

  /// The moment; nil for the source's present.
  var date: Date? { at?.date }
}
