/// Figures as people read them: short, in fixed steps, and never rounded to a lie. A share that is not all is never
/// "100%", and one that is not nothing never "0%".
public enum Figures {
  /// The letters of the magnitudes above one, each a thousand times the one before.
  static let magnitudes = ["k", "M", "G", "T", "P", "E"]

  /// A number with three significant digits at most and a magnitude's letter: `0.05`, `4.1`, `12`, `1.2k`, `34M`. What is
  /// beyond all letters is told as the greatest figure.
  public static func number(_ value: Double) -> String {
    guard value.isFinite else { return "?" }
    if value < 0 { return "-" + number(-value) }
    if value == 0 { return "0" }
    if value < 0.01 { return "<.01" }
    var scaled = value
    var letter = ""
    for next in magnitudes {
      // From 999.5 on, the next magnitude's figure is no longer than this one's.
      if scaled < 999.5 { break }
      scaled /= 1000
      letter = next
    }
    return short(min(scaled, 999)) + letter
  }

  /// Per second: `4.1/s`.
  public static func rate(_ value: Double) -> String { number(value) + "/s" }

  /// Bytes per second: `850B/s`, `3.4MB/s`.
  public static func bytes(_ value: Double) -> String { amount(value) + "/s" }

  /// Bytes, without "per second": `850B`, `3.4MB`.
  public static func amount(_ value: Double) -> String {
    if value > 0, value < 1 { return "<1B" }
    let figure = number(value >= 999.5 ? value : value.rounded())
    return figure + "B"
  }

  /// A share of 0 to 100: `0%`, `<0.1%`, `0.4%`, `12%`, `99.9%`, `100%`.
  public static func percent(_ value: Double) -> String {
    guard value.isFinite else { return "?" }
    if value <= 0 { return "0%" }
    if value >= 100 { return "100%" }
    if value < 0.1 { return "<0.1%" }
    if value < 9.95 { return fixed(value, digits: 1) + "%" }
    if value < 99 { return "\(Int(value.rounded()))%" }
    return fixed((value * 10).rounded(.down) / 10, digits: 1) + "%"
  }

  /// A time given in milliseconds: `0.4ms`, `12ms`, `1.2s`, `3m`, `5h`, `4d`.
  public static func milliseconds(_ value: Double) -> String {
    guard value.isFinite, value >= 0 else { return "?" }
    if value < 0.05 { return value == 0 ? "0ms" : "<.1ms" }
    if value < 9.95 { return fixed(value, digits: 1) + "ms" }
    if value < 999.5 { return "\(Int(value.rounded()))ms" }
    if value < 9950 { return fixed(value / 1000, digits: 1) + "s" }
    if value < 99_500 { return "\(Int((value / 1000).rounded()))s" }
    if value < 5_970_000 { return "\(Int((value / 60_000).rounded()))m" }
    if value < 172_800_000 { return "\(Int((value / 3_600_000).rounded()))h" }
    return "\(Int(min(value / 86_400_000, 99_999).rounded()))d"
  }

  /// A span of whole seconds as flags take it: `15s`, `2m`, `1h`, `90s`.
  public static func span(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    if seconds >= 86_400, seconds % 86_400 == 0 { return "\(seconds / 86_400)d" }
    if seconds >= 3600, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
    if seconds >= 60, seconds % 60 == 0 { return "\(seconds / 60)m" }
    if seconds == 0, duration > .zero { return "\(duration.components.attoseconds / 1_000_000_000_000_000)ms" }
    return "\(seconds)s"
  }

  /// How long ago something was: `4s`, `3m`, `2h`, `5d`.
  public static func age(_ seconds: Double) -> String {
    let seconds = max(0, seconds)
    if seconds < 100 { return "\(Int(seconds))s" }
    if seconds < 6000 { return "\(Int(seconds / 60))m" }
    if seconds < 172_800 { return "\(Int(seconds / 3600))h" }
    return "\(Int(min(seconds / 86_400, 99_999)))d"
  }

  /// A number of things with its noun: `1 edge`, `12 edges`.
  public static func count(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
  }

  private static func short(_ value: Double) -> String {
    if value < 1 { return trimmed(fixed(value, digits: 2)) }
    if value < 9.95 { return trimmed(fixed(value, digits: 1)) }
    return "\(Int(value.rounded()))"
  }

  /// A number with a fixed number of decimals, three at most. Those beyond 10^15 / 10^digits are told as that.
  static func fixed(_ value: Double, digits: Int) -> String {
    guard !value.isNaN else { return "?" }
    let factor = [1, 10, 100, 1000][min(digits, 3)]
    let scaled = Int(min(abs(value) * Double(factor), 1e15).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % factor)
    return "\(sign)\(scaled / factor).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
