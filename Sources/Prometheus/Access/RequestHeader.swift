public import Metrics

/// A header that goes along with every request, for what stands before the server. Its value is taken as a secret.
public struct RequestHeader: Sendable, Equatable {
  /// The name as it was given.
  public let name: String
  /// The value.
  public let value: Secret

  /// Headers that say how a request is made, which is not for others to say.
  private static let own: Set<String> = [
    "accept-encoding", "connection", "content-length", "content-type", "expect", "host", "keep-alive",
    "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
  ]

  /// Reads a header as it is written in a request, `Name: value`.
  ///
  /// Fails where it is none, or one that there is another way to give; the error does not repeat the value.
  public init(parsing text: String) throws(SourceError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = Secret.trimmed(parts.first ?? "")
    guard parts.count == 2 else {
      throw Self.failure("A header has no colon in it.", "Write such as --header 'X-Scope-OrgID: team'.")
    }
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isToken) else {
      throw Self.failure(
        "A header's name is empty, or has characters that no name has.",
        "Names have letters, digits and -, such as X-Scope-OrgID.")
    }
    switch name.lowercased() {
    case "authorization":
      throw Self.failure(
        "Authorization is not given as a header.",
        "Give a token with --token-file or --token-command, or a name and password with --user and --password-file.")
    case "proxy-authorization":
      throw Self.failure(
        "Proxy-Authorization is for a proxy, not for the server.", "Put the name and password into https_proxy.")
    case "host":
      throw Self.failure("Host is not given as a header.", "Give the server's name with --server-name.")
    case let other where Self.own.contains(other):
      throw Self.failure("The header \(name) is meshtop's own to send.", "Leave it out.")
    default: break
    }
    guard let value = Secret(line: Secret.trimmed(parts[1])) else {
      throw Self.failure("The header \(name) has no value, or control characters in it.", "Write one line of text.")
    }
    self.name = String(name)
    self.value = value
  }

  /// Whether its name says that whoever reads it can use it.
  var isSecret: Bool {
    let name = name.lowercased()
    return ["auth", "token", "key", "secret", "password", "cookie", "session", "credential"].contains {
      name.contains($0)
    }
  }

  /// RFC 9110, section 5.6.2.
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  private static func failure(_ problem: String, _ remedy: String) -> SourceError {
    SourceError(.options, problem: problem, remedy: remedy)
  }
}
