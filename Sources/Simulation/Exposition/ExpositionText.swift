/// Writes samples as expositions have them, into bytes.
struct ExpositionText {
  private(set) var bytes: [UInt8] = []

  /// Adds text as it stands.
  mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Adds bytes as they stand.
  mutating func write(_ written: [UInt8]) { bytes.append(contentsOf: written) }

  /// Forgets what was written, and keeps the room.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Adds a metric's name and labels: `name{label="value",…}`.
  mutating func write(_ metric: String, _ labels: [Label]) {
    write(metric)
    guard !labels.isEmpty else { return }
    write("{")
    for (index, label) in labels.enumerated() {
      if index > 0 { write(",") }
      write(label.name)
      write("=\"")
      writeEscaped(label.value)
      write("\"")
    }
    write("}")
  }

  /// Adds a sample's number.
  mutating func write(_ number: Double) {
    if number.isNaN {
      write("NaN")
    } else if number.isInfinite {
      write(number > 0 ? "+Inf" : "-Inf")
    } else {
      write(decimal(number))
    }
  }

  /// Adds text with what would end or change it escaped: backslash, quote and line feed.
  mutating func writeEscaped(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): write("\\\\")
      case UInt8(ascii: "\""): write("\\\"")
      case UInt8(ascii: "\n"): write("\\n")
      default: bytes.append(byte)
      }
    }
  }
}
