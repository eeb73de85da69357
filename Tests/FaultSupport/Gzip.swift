/// Compressed data that is far smaller than what it stands for.
enum Gzip {
  /// A gzip stream of blanks without an end: how it begins, and what follows again and again. A byte stands for 158.
  static let endlessBlanks: (start: [UInt8], period: [UInt8]) = {
    // RFC 1951: a last block with fixed codes, the literal of a blank, then "258 bytes from 1 byte before" (285, 0).
    var bits: [UInt8] = [1, 1, 0] + [0, 1, 0, 1, 0, 0, 0, 0]
    for _ in 0..<16 { bits += [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0] }
    let bytes = stride(from: 0, to: bits.count - 7, by: 8).map { place in
      (0..<8).reduce(UInt8(0)) { $0 | bits[place + $1] << UInt8($1) }
    }
    let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    // Eight repetitions are 13 whole bytes, from the first byte on that has nothing else in it.
    return (header + bytes[..<2], Array(bytes[2..<15]))
  }()
}
