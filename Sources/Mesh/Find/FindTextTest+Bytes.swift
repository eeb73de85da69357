extension FindTextTest {
  /// Whether a comparison that is no opposite is true of a text, whatever the case. O(text) in practice, without a copy
  /// for ASCII, which nearly all labels are: each key that is typed compares all of a mesh's.
  func isTrue(ofOne text: String) -> Bool {
    let isTrue = text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { $0 < 0x80 } ? self.isTrue(of: bytes) : nil
    }
    return (isTrue ?? nil) ?? self.isTrue(ofLowered: text.lowercased())
  }

  private func isTrue(ofLowered text: String) -> Bool {
    switch comparison {
    case .contains: text.contains(value)
    case .startsWith: text.hasPrefix(value)
    case .endsWith: text.hasSuffix(value)
    default: text == value
    }
  }

  private func isTrue(of text: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = value.utf8.count
    if text.count < count { return false }
    switch comparison {
    case .contains: return (0...text.count - count).contains { hasValue(text, at: $0) }
    case .startsWith: return hasValue(text, at: 0)
    case .endsWith: return hasValue(text, at: text.count - count)
    default: return text.count == count && hasValue(text, at: 0)
    }
  }

  private func hasValue(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    var place = start
    for byte in value.utf8 {
      let other = text[place]
      if byte != (UInt8(ascii: "A")...UInt8(ascii: "Z") ~= other ? other | 0x20 : other) { return false }
      place += 1
    }
    return true
  }
}
