import Glibc

/// A string's number in a ``StringTable``.
public struct StringID: Sendable, Hashable, Comparable {
  /// The place in the table; -1 for ``absent``.
  public let index: Int32

  /// The string at `index` of its table.
  public init(index: Int32) { self.index = index }

  /// No string: a label that a row does not have.
  public static let absent = StringID(index: -1)

  /// The order in which strings came into the table.
  public static func < (left: StringID, right: StringID) -> Bool { left.index < right.index }
}

/// Every distinct string of an answer, once.
///
/// A mesh's answers repeat a few thousand names millions of times; rows hold numbers in place of them, so that folding
/// compares integers. Interning is O(length of the string) on average.
public struct StringTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  /// Open addressing with linear probing; -1 is free. Its count is a power of two.
  private var slots: [Int32]

  /// An empty table.
  public init() { slots = Array(repeating: -1, count: 256) }

  /// How many distinct strings the table holds.
  public var count: Int { ends.count }

  /// The string with the number `id`; empty for ``StringID/absent``.
  public subscript(id: StringID) -> String {
    guard id.index >= 0 else { return "" }
    return String(decoding: bytes[range(of: Int(id.index))], as: UTF8.self)
  }

  /// The number of `text`, which comes into the table if it is not there yet.
  public mutating func intern(_ text: String) -> StringID {
    var text = text
    return text.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }

  /// The number of the string with the given UTF-8, which comes into the table if it is not there yet.
  public mutating func intern(_ utf8: UnsafeRawBufferPointer) -> StringID {
    let hash = Self.hash(utf8)
    let slot = slot(of: utf8, hash)
    if slots[slot] >= 0 { return StringID(index: slots[slot]) }
    let index = Int32(ends.count)
    bytes.append(contentsOf: utf8)
    ends.append(bytes.count)
    hashes.append(hash)
    slots[slot] = index
    if ends.count * 2 > slots.count { grow() }
    return StringID(index: index)
  }

  /// The number of `text`, or nil where no row has it.
  public func id(of text: String) -> StringID? {
    var text = text
    return text.withUTF8 { utf8 in
      let utf8 = UnsafeRawBufferPointer(utf8)
      let index = slots[slot(of: utf8, Self.hash(utf8))]
      return index < 0 ? nil : StringID(index: index)
    }
  }

  private func range(of index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

  /// The slot that holds the string, or the free one where it belongs.
  private func slot(of utf8: UnsafeRawBufferPointer, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if hashes[index] == hash, isSame(range(of: index), utf8) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isSame(_ range: Range<Int>, _ utf8: UnsafeRawBufferPointer) -> Bool {
    guard range.count == utf8.count else { return false }
    guard let other = utf8.baseAddress, !range.isEmpty else { return true }
    return bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memcmp($0 + range.lowerBound, other, range.count) == 0 } ?? false
    }
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = Array(repeating: -1, count: mask + 1)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index)
    }
  }

  /// FNV-1a over words of eight bytes, then over the rest, mixed at the end.
  private static func hash(_ utf8: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(utf8.count)
    var offset = 0
    while offset + 8 <= utf8.count {
      hash = (hash ^ utf8.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0x100_0000_01b3
      hash ^= hash >> 29
      offset += 8
    }
    while offset < utf8.count {
      hash = (hash ^ UInt64(utf8[offset])) &* 0x100_0000_01b3
      offset += 1
    }
    hash ^= hash >> 32
    return hash &* 0x9e37_79b9_7f4a_7c15 ^ (hash >> 29)
  }
}
