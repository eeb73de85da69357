import FoundationEssentials

/// A block of a PEM file (RFC 7468).
struct PEMBlock {
  /// What the block is, such as `CERTIFICATE`.
  var label: Substring
  /// The lines between the block's borders.
  var content: Substring

  /// The block as it is written.
  var text: String { "-----BEGIN \(label)-----\n\(content)\n-----END \(label)-----\n" }

  var isCertificate: Bool { ["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"].contains(label) }
  var isKey: Bool { label.hasSuffix("PRIVATE KEY") }
  /// Whether it can only be read with a passphrase.
  var isEncrypted: Bool { label.hasPrefix("ENCRYPTED") || content.contains("ENCRYPTED") }

  /// Whether the content is DER in base64, of the length that it says.
  var isWhole: Bool {
    let base64 = String(decoding: content.utf8.filter { $0 > 0x20 }, as: UTF8.self)
    guard let der = Data(base64Encoded: base64), der.count > 4, der.first == 0x30 else { return false }
    let bytes = Array(der)
    let first = Int(bytes[1])
    guard first >= 0x80 else { return 2 + first <= bytes.count }
    let count = first & 0x7F
    guard (1...4).contains(count), bytes.count > 2 + count else { return false }
    let length = bytes[2..<2 + count].reduce(0) { $0 << 8 | Int($1) }
    return 2 + count + length <= bytes.count
  }

  /// The blocks of a text, in their order. What stands around them is passed over.
  static func blocks(of text: String) -> [PEMBlock] {
    var blocks: [PEMBlock] = []
    var label: Substring?
    var lines: [Substring] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let line = Secret.trimmed(line)
      if line.hasPrefix("-----BEGIN "), line.hasSuffix("-----"), line.utf8.count > 16 {
        label = line.dropFirst(11).dropLast(5)
        lines = []
      } else if let begun = label, line == "-----END \(begun)-----" {
        blocks.append(PEMBlock(label: begun, content: Substring(lines.joined(separator: "\n"))))
        label = nil
      } else if label != nil {
        lines.append(line)
      }
    }
    return blocks
  }
}
