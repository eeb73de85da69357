import ArgumentParser
import Dashboard
import FoundationEssentials
import Mesh

/// A span of time as flags take it: `15s`, `2m`, `1h30m`, `500ms`.
struct Span: ExpressibleByArgument, Equatable {
  var duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  init?(argument: String) {
    let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400)]
    var seconds = 0.0
    var rest = argument[...]
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(number.count)
      guard let value = Double(number), let (unit, factor) = units.first(where: { rest.hasPrefix($0.0) }) else {
        return nil
      }
      rest = rest.dropFirst(unit.count)
      seconds += value * factor
    }
    guard seconds > 0, seconds <= 366 * 86_400 else { return nil }
    duration = .milliseconds(Int64((seconds * 1000).rounded()))
  }

  /// The length in seconds.
  var seconds: Double { duration.seconds }

  var defaultValueDescription: String {
    let seconds = duration.components.seconds
    return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
  }
}

/// A moment as flags take it: Unix seconds, RFC 3339, the last time of day such as `14:05`, or a span of time before now, as
/// `-1h`.
struct Moment: ExpressibleByArgument {
  var date: Date

  init?(argument: String) {
    if argument.hasPrefix("-"), let span = Span(argument: String(argument.dropFirst())) {
      date = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down) - span.seconds)
    } else if let seconds = Double(argument), seconds.isFinite, abs(seconds) < 1e11 {
      date = Date(timeIntervalSince1970: seconds)
    } else if let date = MomentText.lastTime(argument, before: Date(), utcOffset: Live.utcOffset()) {
      self.date = date
    } else if let date = try? Date(argument, strategy: .iso8601) {
      self.date = date
    } else if let date = try? Date(argument, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)) {
      self.date = date
    } else {
      return nil
    }
  }
}
