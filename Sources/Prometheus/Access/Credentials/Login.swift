import FoundationEssentials
public import Metrics

/// A user's name, and where the password comes from (basic authentication, RFC 7617).
public struct LoginSource: Sendable, Equatable {
  /// Where a password comes from.
  public enum Password: Sendable, Equatable {
    /// From the start, for example from the environment.
    case fixed(Secret)
    /// From a file, read again when it changes and when the server refuses the password.
    case file(String)
  }

  /// The user's name.
  public var user: String
  /// The password.
  public var password: Password

  /// Fails where no header can carry the name.
  public init(user: String, password: Password) throws(SourceError) {
    guard !user.isEmpty, user.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: ":") }) else {
      throw SourceError(
        .options, problem: "The user's name is empty, or has a colon or control characters in it.",
        remedy: "Give the name alone with --user, and the password with --password-file.")
    }
    self.user = user
    self.password = password
  }
}

/// A user's name and password.
struct Login: Sendable, Equatable {
  var user: String
  var password: Secret

  /// What a server that repeats the request's headers would say.
  var secrets: [Secret] {
    let pair = password.reveal { Data("\(user):\($0)".utf8).base64EncodedString() }
    return [Secret(whole: pair), password]
  }
}

/// Reads a secret on one line out of a file, again when the file changes.
struct PasswordFile {
  let path: String
  private var read: (stamp: FileStamp, secret: Secret)?

  init(_ path: String) { self.path = path }

  /// The password that the file holds now.
  ///
  /// - Parameter again: whether to read the file even where it looks as it did.
  mutating func current(again: Bool) throws(SourceError) -> Secret {
    do throws(SmallFile.Fault) {
      let stamp = try FileStamp(of: path)
      if let read, read.stamp == stamp, !again { return read.secret }
      let bytes = try SmallFile.read(path, longest: 1 << 16)
      guard let secret = Secret(line: String(decoding: bytes, as: UTF8.self)) else {
        throw SmallFile.Fault(bytes.isEmpty ? "it is empty" : "it holds more than one line")
      }
      read = (stamp, secret)
      return secret
    } catch {
      throw SourceError(
        .token, problem: "No password can be read from \(path): \(error.reason).",
        remedy: "Write it there, on one line.")
    }
  }
}
