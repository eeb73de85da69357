public import FoundationEssentials

/// Moments in the public format: RFC 3339 in UTC, with fractions of seconds only where there are any.
public enum Timestamp {
  /// How a moment is written.
  static func style(for date: Date) -> Date.ISO8601FormatStyle {
    let seconds = date.timeIntervalSince1970
    return Date.ISO8601FormatStyle(includingFractionalSeconds: abs(seconds - seconds.rounded()) >= 0.0005)
  }

  /// The moment of a text; nil where it is none.
  public static func date(_ text: String) -> Date? {
    (try? Date(text, strategy: Date.ISO8601FormatStyle()))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }
}
