import Dashboard
import FoundationEssentials
import Metrics
import Prometheus

extension AccessFinding {
  var line: DoctorLine {
    switch verdict {
    case .accepted: return .well("access", "let in with \(credentials)")
    case .open:
      return .well(
        "access", origin == .none ? "no credentials are wanted" : "no credentials are wanted; given was \(credentials)")
    case .login(let page): return .failed("access", "sent on to a page to log in, \(page)", loginRemedy, .notAllowed)
    case .failed(let error): return .failed("access", Trouble(error))
    case .refused(let status, let said):
      let words = said.isEmpty ? "" : ": \(said)"
      if status == 401 {
        return .failed(
          "access",
          origin == .none ? "credentials are wanted (401\(ways))" : "\(credentials) is not accepted (401)\(words)",
          unauthenticatedRemedy, .notAllowed)
      }
      let who = origin == .none ? "nobody without credentials" : "not the owner of \(credentials)"
      return .failed("access", "\(who) may ask this (403)\(words)", forbiddenRemedy, .notAllowed)
    }
  }

  /// What was sent, and what it says of itself; never the token.
  private var credentials: String {
    let what =
      switch origin {
      case .none: "no token"
      case .environment: "the token from MESHTOP_TOKEN"
      case .file(let path): "the token from \(path)"
      case .command: "the token from --token-command"
      case .kubeconfig: "what the kubeconfig's user has"
      case .password: "the name and password"
      case .certificate: "the client certificate"
      }
    guard let token else { return what }
    var facts: [String] = []
    if let subject = token.subject { facts.append("of \(subject)") }
    if let issuer = token.issuer { facts.append("by \(issuer)") }
    if let expiry = token.expiry { facts.append("\(isExpired ? "expired" : "until") \(Clock.rfc3339(expiry))") }
    return facts.isEmpty ? what : "\(what) (\(facts.joined(separator: ", ")))"
  }

  private var isExpired: Bool { token?.expiry.map { $0 < Date() } ?? false }

  private var ways: String { challenge.map { "; the server takes \($0.prefix { $0 != " " && $0 != "," })" } ?? "" }

  /// Whether the server takes names and passwords, and says of nothing else that it does.
  private var isBasicAlone: Bool {
    guard let challenge = challenge?.lowercased() else { return false }
    return challenge.hasPrefix("basic") && !challenge.contains("bearer")
  }

  // MARK: What to do

  private var loginRemedy: String {
    origin == .none
      ? "Give a token: \(tokenFlag)."
      : "Give the address of the API itself rather than of a page\(isOpenShift ? ": \(OpenShift.route)" : ", and a valid token")."
  }

  private var unauthenticatedRemedy: String {
    if origin == .none, isBasicAlone { return "Give a name and password: --user NAME, and --password-file." }
    if origin == .none { return "Give a token: \(tokenFlag)." }
    if case .password = origin { return "Check --user and --password-file." }
    if isExpired { return "It has expired: get a new one, or let meshtop renew it with \(tokenFlag)." }
    return "Get a token of this cluster: \(tokenFlag). oc whoami tells whether you are logged in."
  }

  private var tokenFlag: String { "--token-command 'oc whoami -t', or --token-file" }

  private var forbiddenRemedy: String {
    if origin == .none { return "Give a token: \(tokenFlag)." }
    let owner = OpenShift.Owner(user ?? token?.subject)
    if isOpenShift, port == OpenShift.tenancyPort {
      return
        "Port 9092 answers for one namespace at a time: give it with --tenant NAMESPACE, and have the role bound there "
        + "with \(owner.command("add-role-to-user view", in: "NAMESPACE")). Or use port 9091."
    }
    if isOpenShift || user != nil {
      return "Have who runs the cluster do \(owner.command("add-cluster-role-to-user cluster-monitoring-view"))"
    }
    return "Have who runs the server allow it to the token's owner."
  }
}

/// The commands that open OpenShift's monitoring.
enum OpenShift {
  /// The port of Thanos Querier's service that asks which namespace is meant.
  static let tenancyPort = 9092

  /// Prints the address of Thanos Querier from outside the cluster.
  static let route =
    "oc -n openshift-monitoring get route thanos-querier -o jsonpath='https://{.spec.host}'"

  /// Whose token it is.
  enum Owner {
    case serviceAccount(name: String, namespace: String)
    case user(String)

    init(_ subject: String?) {
      let parts = (subject ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      if parts.count == 4, parts[0] == "system", parts[1] == "serviceaccount", Self.isPlain(parts[2]),
        Self.isPlain(parts[3])
      {
        self = .serviceAccount(name: parts[3], namespace: parts[2])
      } else {
        self = .user(subject.flatMap { Self.isPlain($0) ? $0 : nil } ?? "USER")
      }
    }

    /// Whether a name can stand in a command as it is: a server or a token has written it.
    private static func isPlain(_ name: String) -> Bool {
      !name.isEmpty && !name.hasPrefix("-")
        && name.utf8.allSatisfy { byte in
          (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || "-_.@:".utf8.contains(byte)
        }
    }

    /// The command that binds a role to the owner.
    func command(_ verb: String, in place: String? = nil) -> String {
      let here = place.map { " -n \($0)" } ?? ""
      switch self {
      case .serviceAccount(let name, let namespace):
        // -n says where the account is; a role within another namespace needs the account's whole name.
        return place == nil
          ? "oc adm policy \(verb) -z \(name) -n \(namespace)"
          : "oc adm policy \(verb) system:serviceaccount:\(namespace):\(name)\(here)"
      case .user(let name): return "oc adm policy \(verb) \(name)\(here)"
      }
    }
  }
}
