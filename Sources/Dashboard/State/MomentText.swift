public import FoundationEssentials

/// A moment as a user types it: `at 14:05`, `at -1h30m`, `at 2026-09-21T14:13:20Z`, `at now`.
public enum MomentText: Equatable {
  case now
  /// So many seconds ago.
  case ago(Double)
  /// The last time that the clock showed so many seconds after midnight.
  case timeOfDay(Int)
  case date(Date)
  /// Nothing that can be read.
  case unknown

  /// The longest time ago, in seconds.
  private static let longestAgo = 10 * 366 * 86_400.0

  /// The last time before a moment that local clocks showed a time of day such as `14:05`; nil for what is none.
  ///
  /// - Parameter utcOffset: how far local time is ahead of UTC, in seconds.
  public static func lastTime(_ text: String, before present: Date, utcOffset: Int) -> Date? {
    timeOfDay(text).flatMap { MomentText.timeOfDay($0).date(present: present, utcOffset: utcOffset) }
  }

  /// Reads a text that begins with `at `; nil where it does not.
  init?(_ text: String) {
    guard text.hasPrefix("at ") else { return nil }
    let text = text.dropFirst(3).filter { $0 != " " }
    if text == "now" {
      self = .now
    } else if text.hasPrefix("-"), let seconds = Self.seconds(text.dropFirst()) {
      self = .ago(seconds)
    } else if let second = Self.timeOfDay(text) {
      self = .timeOfDay(second)
    } else if let date = try? Date(text, strategy: .iso8601) {
      self = .date(date)
    } else {
      self = .unknown
    }
  }

  /// The moment at an offset of local time from UTC in seconds; nil where there is none.
  func date(present: Date, utcOffset: Int) -> Date? {
    switch self {
    case .now: return present
    case .ago(let seconds): return present.addingTimeInterval(-seconds)
    case .timeOfDay(let wanted):
      let local = Int(present.timeIntervalSince1970.rounded(.down)) + utcOffset
      let back = ((local - wanted) % 86_400 + 86_400) % 86_400
      return Date(timeIntervalSince1970: Double(local - back - utcOffset))
    case .date(let date): return date
    case .unknown: return nil
    }
  }

  /// A length of time such as `90m` or `1h30m`.
  private static func seconds(_ text: Substring) -> Double? {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    var seconds = 0.0
    var digits = ""
    for character in text {
      if let unit = units[character] {
        guard let number = Int(digits) else { return nil }
        seconds += Double(number) * unit
        digits = ""
      } else {
        digits.append(character)
      }
    }
    return digits.isEmpty && seconds > 0 && seconds <= longestAgo ? seconds : nil
  }

  /// A time of day such as `14:05` or `14:05:30`.
  private static func timeOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.count <= 2 ? Int($0) : nil }
    guard 2...3 ~= parts.count, let hour = parts[0], let minute = parts[1] else { return nil }
    guard let second = parts.count == 3 ? parts[2] : 0 else { return nil }
    guard 0..<24 ~= hour, 0..<60 ~= minute, 0..<60 ~= second else { return nil }
    return hour * 3600 + minute * 60 + second
  }
}
