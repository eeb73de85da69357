/// What a chart's figures are, how they are told, and where its scale ends.
enum ChartUnit: Sendable {
  /// Per second.
  case rate
  /// Bytes per second.
  case bytes
  case milliseconds
  /// 0 to 100.
  case percent
  /// A number of things.
  case count

  /// A figure, rounded as everywhere.
  func text(_ value: Double) -> String {
    switch self {
    case .rate: Figures.rate(value)
    case .bytes: Figures.bytes(value)
    case .milliseconds: Figures.milliseconds(value)
    case .percent: Figures.percent(value)
    case .count: Figures.number(value)
    }
  }

  /// Where a scale ends that shows values up to a greatest one: a round figure of the unit it is told in, of which the
  /// half and the quarter can be told exactly, too. 0 where there is nothing to show.
  func top(_ greatest: Double) -> Double {
    guard greatest > 0, greatest.isFinite else { return 0 }
    let value = max(greatest, least)
    if self == .percent { return min(LineChart.roundUp(value), 100) }
    // Minutes and hours are no powers of ten.
    guard self == .milliseconds, value > 50_000 else { return LineChart.roundUp(value) }
    let minutes = [1, 2, 5, 10, 20, 30].map { $0 * Self.minute }.first { value <= $0 }
    return minutes ?? min(LineChart.roundUp(value / Self.hour) * Self.hour, .greatestFiniteMagnitude)
  }

  /// The least end of a scale: below it a quarter could not be told in the room that there is.
  private var least: Double {
    switch self {
    case .rate, .milliseconds, .percent: 0.1
    case .bytes, .count: 1
    }
  }

  /// A figure at the scale, exactly: a round figure, its half or quarters.
  func scaleText(_ value: Double) -> String {
    switch self {
    case .rate: Self.decimal(value) + "/s"
    case .bytes: Self.decimal(value, unit: "B") + "/s"
    case .count: Self.decimal(value)
    case .percent: Self.trimmed(value) + "%"
    case .milliseconds:
      if value < 1000 {
        Self.trimmed(value) + "ms"
      } else if value < Self.minute {
        Self.trimmed(value / 1000) + "s"
      } else if value < Self.hour {
        Self.trimmed(value / Self.minute) + "m"
      } else {
        Self.trimmed(min(value / Self.hour, Self.mostHours)) + "h"
      }
    }
  }

  private static let minute = 60_000.0
  private static let hour = 3_600_000.0
  /// The most hours that there is room for at a scale.
  private static let mostHours = 9_999_999.0

  private static func decimal(_ value: Double, unit: String = "") -> String {
    var (scaled, letter) = (value, "")
    for next in Figures.magnitudes where scaled >= 1000 {
      scaled /= 1000
      letter = next
    }
    return trimmed(min(scaled, 1000)) + letter + unit
  }

  /// A figure below a thousand with as many of three decimals as it needs.
  private static func trimmed(_ value: Double) -> String {
    var text = Figures.fixed(value, digits: 3)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
