import JSON

/// Files of snapshots: one of them, or one a line.
public enum SnapshotFile {
  /// The snapshots of a file's bytes, at least one.
  public static func snapshots(in bytes: [UInt8]) throws(SnapshotError) -> [Snapshot] {
    let newline = UInt8(ascii: "\n")
    let lines = bytes.split(separator: newline, omittingEmptySubsequences: true).filter { !isBlank($0) }
    guard let first = lines.first else { throw SnapshotError(description: "The file is empty.") }
    if lines.count > 1, (try? JSONDocument(parsing: first)) != nil {
      var snapshots: [Snapshot] = []
      for (index, line) in lines.enumerated() {
        do throws(SnapshotError) {
          snapshots.append(try snapshot(line))
        } catch {
          // The last line of a recording that was cut off is missing its end, and no more.
          if index == lines.count - 1, bytes.last != newline { break }
          throw SnapshotError(description: "Line \(index + 1): \(error.description)")
        }
      }
      return snapshots
    }
    return [try snapshot(bytes[...])]
  }

  /// The snapshot that all of some bytes is, such as a line.
  public static func snapshot(in bytes: [UInt8]) throws(SnapshotError) -> Snapshot { try snapshot(bytes[...]) }

  private static func snapshot(_ bytes: ArraySlice<UInt8>) throws(SnapshotError) -> Snapshot {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      throw SnapshotError(description: error.description)
    }
    return try Snapshot(document.root)
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
  }
}
