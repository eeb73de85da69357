public import FoundationEssentials

/// Moments as people read them.
public enum Clock {
  /// The time of day, `14:13:20`, at an offset from UTC in seconds.
  public static func time(_ date: Date, utcOffset: Int) -> String {
    let second = wholeSeconds(date, utcOffset)
    let day = ((second % 86_400) + 86_400) % 86_400
    return [day / 3600, day / 60 % 60, day % 60].map(twoDigits).joined(separator: ":")
  }

  /// The time of day, with the date before it where that is another day than another moment: `11-20 14:13:20`.
  static func moment(_ date: Date, seenFrom now: Date, utcOffset: Int) -> String {
    let days = [date, now].map { Double(wholeSeconds($0, utcOffset)) / 86_400 }.map { $0.rounded(.down) }
    let time = time(date, utcOffset: utcOffset)
    if days[0] == days[1] { return time }
    let local = rfc3339(date.addingTimeInterval(Double(utcOffset)))
    return "\(local.dropFirst(5).prefix(5)) \(time)"
  }

  /// Date and time in UTC by RFC 3339, `2026-09-21T14:13:20Z`.
  public static func rfc3339(_ date: Date) -> String {
    date.formatted(.iso8601)
  }

  /// Date and time in UTC for file names, `20260921-141320`.
  public static func fileStamp(_ date: Date) -> String {
    let text = rfc3339(date).filter { $0 != "-" && $0 != ":" && $0 != "Z" }
    return String(text.map { $0 == "T" ? "-" : $0 })
  }

  private static func wholeSeconds(_ date: Date, _ offset: Int) -> Int {
    let seconds = date.timeIntervalSince1970.rounded(.down)
    return (Int(exactly: seconds) ?? 0) + offset
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
