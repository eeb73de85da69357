import Glibc

/// An open file, closed with its last holder.
final class OpenFile: Sendable {
  let path: String
  let descriptor: Int32

  /// Takes over an open descriptor.
  init(_ descriptor: Int32, _ path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// The size in bytes; 0 where it cannot be told.
  var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// So many bytes from an offset on, fewer at the end of the file.
  func read(at offset: Int, count: Int) throws(RecordingError) -> [UInt8] {
    var failure: RecordingError?
    let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, initialized in
      do throws(RecordingError) {
        initialized = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Fills a buffer from an offset on.
  ///
  /// - Returns: how many bytes there were.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(RecordingError) -> Int {
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, offset + done)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw RecordingError("Cannot read \(path): \(RecordingError.reason).", "Name a file that can be read.")
      }
      if count == 0 { break }
      done += count
    }
    return done
  }
}
