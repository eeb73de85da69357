public import FoundationEssentials
import JSON

/// What a JSON web token says of itself (RFC 7519): nothing of it lets anybody in.
public struct TokenFacts: Sendable, Hashable {
  /// Whose it is, for example `system:serviceaccount:shop:viewer`.
  public var subject: String?
  /// Who gave it out.
  public var issuer: String?
  /// When it expires.
  public var expiry: Date?

  /// - Returns: nil of a token of another kind, which says nothing.
  init?(_ token: String) {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    var base64 = parts[1].map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    while base64.count % 4 != 0 { base64.append("=") }
    guard let payload = Data(base64Encoded: String(base64)), let json = try? JSONDocument(parsing: Array(payload))
    else {
      return nil
    }
    subject = json.root["sub"]?.string.map { ServerText.harmless($0) }
    issuer = json.root["iss"]?.string.map { ServerText.harmless($0) }
    expiry = json.root["exp"]?.double.map { Date(timeIntervalSince1970: $0) }
  }
}
