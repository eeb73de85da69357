import Dashboard
import FoundationEssentials
import Prometheus

extension ProbeFinding {
  /// The finding in words.
  var line: DoctorLine {
    switch self {
    case .name(let finding): finding.line
    case .connection(let finding): finding.line
    case .encryption(let finding): finding.line
    case .clock(let finding): finding.line
    case .access(let finding): finding.line
    case .api(let finding): finding.line
    }
  }
}

extension NameFinding {
  var line: DoctorLine {
    let who = proxyVariable.map { "the proxy \(host) (from \($0))" } ?? host
    if let failure {
      let remedy = proxyVariable.map { "Check \($0) and no_proxy." } ?? "Check the address, the VPN and the DNS."
      return .failed("name", "\(who) is not known here: \(failure)", remedy)
    }
    if addresses == [host] { return .well("name", "\(who) is an address itself") }
    return .well("name", "\(who) is \(addresses.joined(separator: ", "))")
  }
}

extension ConnectionFinding {
  var line: DoctorLine {
    let tries = attempts.map { attempt in
      let address = attempt.address.contains(":") ? "[\(attempt.address)]:\(port)" : "\(attempt.address):\(port)"
      return attempt.duration.map { "\(address) in \(Self.milliseconds($0))" }
        ?? "\(address): \(attempt.failure ?? "no answer")"
    }
    let text = tries.joined(separator: "; ")
    if isConnected { return .well("connection", text) }
    let isRefused = attempts.allSatisfy { $0.failure?.contains("refused") ?? false }
    return .failed(
      "connection", text,
      isRefused
        ? "Nothing listens on port \(port): check the port, and whether the server, its port-forward or the proxy runs."
        : "Check the VPN, firewalls between here and the server, and whether a proxy has to be named in https_proxy.")
  }

  private static func milliseconds(_ duration: Duration) -> String {
    let tenths = duration.components.seconds * 10_000 + duration.components.attoseconds / 100_000_000_000_000
    return "\(tenths / 10).\(tenths % 10) ms"
  }
}

extension ClockFinding {
  var line: DoctorLine {
    guard let ahead else { return .open("clock", "the server does not tell the time") }
    let seconds = Int(abs(ahead).rounded())
    // The header has whole seconds, and was under way for a while.
    if seconds <= 3 { return .well("clock", "this machine's and the server's agree") }
    let text = "this machine's is \(Figures.span(.seconds(seconds))) \(ahead > 0 ? "ahead of" : "behind") the server's"
    let remedy =
      "Set this machine's clock, for example with timedatectl set-ntp true; or the server's, if that is wrong."
    return seconds < 60 ? .open("clock", text, remedy) : .failed("clock", text, remedy)
  }
}

extension APIFinding {
  var line: DoctorLine {
    if let failure { return .failed("API", Trouble(failure)) }
    let version = identity.version.map { " \($0)" } ?? ""
    if identity.flavour == .unknown {
      return .well("API", "answers queries; which program it is, it does not say")
    }
    return .well("API", "\(identity.flavour.rawValue)\(version) answers queries")
  }
}
