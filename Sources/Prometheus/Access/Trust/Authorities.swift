internal import CCurl
import Glibc
import Metrics

/// The certificates of the authorities to trust besides the system's, as one PEM text.
struct Authorities: Equatable, Sendable {
  private(set) var pem = ""

  /// More than this is no set of authorities.
  private static let longest = 16 << 20

  /// Adds those of a file, which must have some.
  mutating func add(file path: String) throws(SourceError) {
    let remedy = "Give a PEM file with --ca-file."
    do throws(SmallFile.Fault) {
      let text = String(decoding: try SmallFile.read(path, longest: Self.longest), as: UTF8.self)
      let found = PEMBlock.blocks(of: text).filter(\.isCertificate)
      if found.isEmpty { throw SmallFile.Fault("it holds none in PEM") }
      if !found.allSatisfy(\.isWhole) { throw SmallFile.Fault("one of them is damaged") }
      pem += found.map(\.text).joined()
    } catch {
      throw Self.failure("The certificates in \(path) cannot be read: \(error.reason).", remedy)
    }
  }

  /// Adds those of the files in a folder, whatever their names are; at least one file must have some. Folders that
  /// OpenSSL's `rehash` has gone through have each file twice, once as a link.
  mutating func add(folder path: String) throws(SourceError) {
    let remedy = "Give a folder of PEM files with --ca-dir."
    var names: [String] = []
    do throws(SmallFile.Fault) {
      names = try Self.names(in: path)
    } catch {
      throw Self.failure("The folder \(path) cannot be read: \(error.reason).", remedy)
    }
    var known: Set<String> = []
    for name in names {
      let file = "\(path)/\(name)"
      var status = stat()
      guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.longest,
        let bytes = try? SmallFile.read(file, longest: Self.longest)
      else { continue }
      for block in PEMBlock.blocks(of: String(decoding: bytes, as: UTF8.self)) where block.isCertificate {
        guard block.isWhole else {
          throw Self.failure("The certificates in \(file) cannot be read: one of them is damaged.", remedy)
        }
        if known.insert(block.text).inserted { pem += block.text }
      }
      if pem.utf8.count > Self.longest {
        throw Self.failure("The folder \(path) holds more than \(Self.longest >> 20) MiB of certificates.", remedy)
      }
    }
    if known.isEmpty { throw Self.failure("The folder \(path) holds no certificates in PEM.", remedy) }
  }

  /// Adds those of a text, if it has some that are whole.
  mutating func add(pem text: String) {
    pem += PEMBlock.blocks(of: text).filter { $0.isCertificate && $0.isWhole }.map(\.text).joined()
  }

  /// The names in a folder, sorted, without those that begin with a dot.
  private static func names(in path: String) throws(SmallFile.Fault) -> [String] {
    guard let folder = opendir(path) else { throw .system }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func failure(_ problem: String, _ remedy: String) -> SourceError {
    SourceError(.file, problem: problem, remedy: remedy)
  }

  /// Together with the system's bundle: libcurl reads what it is given in place of that.
  var withSystem: String? {
    if pem.isEmpty { return nil }
    guard let version = curl_version_info(CURLVERSION_SEVENTH), let path = version.pointee.cainfo,
      let bytes = try? SmallFile.read(String(cString: path), longest: Self.longest)
    else { return pem }
    return String(decoding: bytes, as: UTF8.self) + "\n" + pem
  }
}
