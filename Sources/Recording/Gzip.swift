internal import CZlib

/// Compression by RFC 1951 and 1952.
public enum Gzip {
  /// Whether bytes begin as a gzip file does.
  public static func isBegun(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The text of a file of one or more members, as far as they are whole.
  ///
  /// - Parameter longest: how many bytes of text are taken.
  public static func text(of bytes: [UInt8], longest: Int) throws(RecordingError) -> [UInt8] {
    var text: [UInt8] = []
    var offset = 0
    while isBegun(bytes[offset...]) {
      let room = longest - text.count
      let member = inflate(bytes[offset...], longest: room)
      if let member { text += member.text }
      guard let member, member.isWhole else {
        // A file that was cut off still has what is before.
        if !text.isEmpty { break }
        throw RecordingError("It is no gzip file that can be read.", "Use one that gzip or meshtop wrote.")
      }
      if member.text.count >= room {
        throw RecordingError("It holds more than \(longest >> 20) MiB of text.", "Unpack it, and replay that.")
      }
      offset += member.length
    }
    return text
  }

  /// Raw deflate of bytes; nil where there is no memory.
  static func deflate(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8]? {
    var stream = z_stream()
    guard cz_deflate_begin(&stream, level) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    let room = Int(deflateBound(&stream, UInt(bytes.count)))
    var input = bytes
    return input.withUnsafeMutableBufferPointer { source in
      var isDone = false
      let output = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        isDone = CZlib.deflate(&stream, Z_FINISH) == Z_STREAM_END
        initialized = buffer.count - Int(stream.avail_out)
      }
      return isDone ? output : nil
    }
  }

  /// The text of the member that bytes begin with, how long the member is, and whether it is whole: with its end and right
  /// by its checksums. Nil where nothing of it can be read.
  static func inflate(_ bytes: ArraySlice<UInt8>, longest: Int) -> (text: [UInt8], length: Int, isWhole: Bool)? {
    var stream = z_stream()
    guard cz_gunzip_begin(&stream) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var text: [UInt8] = []
    let step = 1 << 18
    return bytes.withUnsafeBufferPointer { source in
      // zlib only reads from there, though its type does not say so.
      stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      var left = source.count
      var isWhole = false
      while text.count < longest {
        if stream.avail_in == 0 {
          stream.avail_in = UInt32(min(left, 1 << 30))
          left -= Int(stream.avail_in)
        }
        var status = Z_OK
        let piece = [UInt8](unsafeUninitializedCapacity: step) { buffer, initialized in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(step)
          status = CZlib.inflate(&stream, Z_NO_FLUSH)
          initialized = step - Int(stream.avail_out)
        }
        text += piece
        if status == Z_STREAM_END { isWhole = true }
        if status != Z_OK || piece.isEmpty && left == 0 { break }
      }
      let length = source.count - left - Int(stream.avail_in)
      if text.isEmpty, !isWhole { return nil }
      return (text, length, isWhole)
    }
  }

  /// The checksum of RFC 1952.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let array = Array(bytes)
    return array.withUnsafeBufferPointer { UInt32(crc32(0, $0.baseAddress, UInt32($0.count))) }
  }
}
