import Metrics
import Yams

/// A kubeconfig file as a tree, of which nothing is believed but the form.
struct KubeconfigDocument {
  /// Where the file is: paths in it are meant from there.
  let folder: String
  private let root: Node

  /// More than this is no kubeconfig.
  private static let longest = 4 << 20

  /// Reads a file.
  init(path: String) throws(SmallFile.Fault) {
    let bytes = try SmallFile.read(path, longest: Self.longest)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw SmallFile.Fault("it is no UTF-8") }
    try self.init(text, folder: SmallFile.folder(of: path))
  }

  /// Reads a text. The fault says nothing of what is in it, but for the line.
  init(_ text: String, folder: String) throws(SmallFile.Fault) {
    self.folder = folder
    // The parser bounds the depth, but what aliases repeat is met again wherever they stand.
    if Self.hasAlias(text) { throw SmallFile.Fault("it has YAML aliases in it, which meshtop does not follow") }
    let node: Node?
    do {
      node = try Parser(yaml: text, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw SmallFile.Fault("it is no YAML\(Self.line(of: error).map { " (line \($0))" } ?? "")")
    } catch {
      throw SmallFile.Fault("it is no YAML")
    }
    guard let node, node.mapping != nil else { throw SmallFile.Fault("it is no kubeconfig") }
    root = node
  }

  /// The context to use where none is named.
  var currentContext: String? { Self.text(root["current-context"]) }

  /// What stands under a name in one of the lists, such as `users`; `key` is what the entry has beside its name.
  func entry(_ list: String, _ key: String, named name: String) -> Node? {
    guard let entries = root[list]?.sequence, let found = entries.first(where: { Self.text($0["name"]) == name })
    else { return nil }
    return found[key] ?? Node([] as [(Node, Node)])
  }

  /// The names in one of the lists.
  func names(_ list: String) -> [String] { root[list]?.sequence?.compactMap { Self.text($0["name"]) } ?? [] }

  /// A text that is not empty.
  static func text(_ node: Node?) -> String? {
    guard let scalar = node?.scalar, node?.null == nil || scalar.style != .plain else { return nil }
    return scalar.string.isEmpty ? nil : scalar.string
  }

  private static func line(of error: YamlError) -> Int? {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }

  /// Whether the text has both an anchor and an alias of the same name.
  private static func hasAlias(_ text: String) -> Bool {
    var anchors: Set<Substring> = []
    var aliases: Set<Substring> = []
    let isEnd = { (byte: UInt8) in byte <= 0x20 || [0x2C, 0x5B, 0x5D, 0x7B, 0x7D].contains(byte) }
    let bytes = text.utf8
    var previous = UInt8(ascii: "\n")
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let isStart = isEnd(previous) || previous == UInt8(ascii: ":") || previous == UInt8(ascii: "-")
      if isStart, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
        let start = bytes.index(after: index)
        let name = text[start..<(bytes[start...].firstIndex(where: isEnd) ?? bytes.endIndex)]
        if byte == UInt8(ascii: "&") { anchors.insert(name) } else { aliases.insert(name) }
      }
      previous = byte
      index = bytes.index(after: index)
    }
    return !anchors.isDisjoint(with: aliases)
  }
}
