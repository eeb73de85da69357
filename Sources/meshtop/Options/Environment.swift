import FoundationEssentials
import Glibc

/// The process' environment.
enum Environment {
  /// All variables, without those that hold secrets.
  static var all: [String: String] { ProcessInfo.processInfo.environment }

  /// The variables that hold secrets.
  private static let secretNames = ["MESHTOP_TOKEN", "MESHTOP_PASSWORD"]

  /// What they held.
  private static let secrets: [String: String] = {
    var secrets: [String: String] = [:]
    for name in secretNames {
      guard let value = getenv(name) else { continue }
      secrets[name] = String(cString: value)
      // What /proc tells of the environment is this memory.
      memset(value, 0x2A, strlen(value))
      unsetenv(name)
    }
    return secrets
  }()

  /// Takes the variables that hold secrets out of the environment, so that no program that is started gets them. To be called
  /// before there is another thread; ``text(_:)`` still knows them.
  static func withdrawSecrets() { _ = secrets }

  /// A variable's value; nil where it is not set, or empty.
  static func text(_ name: String) -> String? {
    if let secret = secrets[name] { return secret.isEmpty ? nil : secret }
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
