import Logging

/// An event on one line: when, how grave, what, and its figures as `name=value`.
enum LogLine {
  /// The line, with a line break at its end. Control characters, also those that only act on terminals, are written as `\u{…}`.
  static func text(
    _ milliseconds: Int64, _ level: Logger.Level, _ message: String, _ metadata: [(String, String)]
  ) -> String {
    var line = "\(timestamp(milliseconds)) \(level.rawValue) \(escaped(message))"
    for (name, value) in metadata { line += " \(name)=\(quoted(value))" }
    return line + "\n"
  }

  /// Milliseconds since 1970 by RFC 3339, in UTC.
  static func timestamp(_ milliseconds: Int64) -> String {
    let (days, rest) = floorDivide(milliseconds, 86_400_000)
    // Howard Hinnant's days-to-civil algorithm: years begin in March, so that leap days are at their ends.
    let shifted = days + 719_468
    let (era, dayOfEra) = floorDivide(shifted, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    let time =
      "\(padded(rest / 3_600_000, 2)):\(padded(rest / 60_000 % 60, 2)):\(padded(rest / 1000 % 60, 2))"
    return "\(date)T\(time).\(padded(rest % 1000, 3))Z"
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let remainder = ((value % divisor) + divisor) % divisor
    return ((value - remainder) / divisor, remainder)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func quoted(_ value: String) -> String {
    let needsQuotes = value.isEmpty || value.unicodeScalars.contains { $0 == " " || $0 == "\"" || $0 == "=" }
    guard needsQuotes else { return escaped(value) }
    return "\"\(escaped(value).replacing("\"", with: "\\\""))\""
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        result += scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16))}"
      default: result += scalar == "\\" ? "\\\\" : String(scalar)
      }
    }
    return result
  }
}
