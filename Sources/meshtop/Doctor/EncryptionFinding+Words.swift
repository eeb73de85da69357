import Dashboard
import FoundationEssentials
import Prometheus

extension EncryptionFinding {
  var line: DoctorLine {
    let details = chain.prefix(6).enumerated().map { "\($0 + 1). \($1.words)" }
    let version = version.map { "\($0), " } ?? ""
    guard let failure else {
      let end = chain.first?.end.map { ", until \(Certificate.day($0))" } ?? ""
      return .well("certificate", "\(version)trusted\(end)", details: details)
    }
    let text = "\(version)\(problem(failure))"
    if skipsVerification, version.isEmpty == false {
      var line = DoctorLine.open(
        "certificate", "\(text); taken all the same", "Whoever is in between can read what is sent. \(remedy(failure))")
      line.details = details
      return line
    }
    return .failed("certificate", text, remedy(failure), details: details)
  }

  /// Whether the server's certificate is its own authority.
  private var isAlone: Bool { chain.count == 1 && chain[0].isSelfSigned }

  private var names: [String] { chain.first?.names ?? [] }

  private func problem(_ failure: Failure) -> String {
    let end = chain.first?.end.map { " on \(Certificate.day($0))" } ?? ""
    let start = chain.first?.start.map { " before \(Certificate.day($0))" } ?? ""
    return switch failure {
    case .expired: "not trusted: it expired\(end)"
    case .notYetValid: "not trusted: it is not valid\(start)"
    case .wrongName:
      "not trusted: it is not for \(host)\(names.isEmpty ? "" : ", but for \(names.joined(separator: ", "))")"
    case .unknownAuthority:
      (isAlone
        ? "not trusted: nobody but itself has signed it"
        : "not trusted: the authority \(missingAuthority) is not known here") + alsoWrong
    case .badFile: "certificates or a key cannot be read: \(reason)"
    case .handshake: "no encrypted connection: \(reason)"
    case .timedOut: "no encrypted connection: the server took the connection, and then said nothing in time"
    case .other: "not trusted: \(reason)"
    }
  }

  /// What would be wrong with the certificate if its authority were known.
  private var alsoWrong: String {
    var parts: [String] = []
    if let end = chain.first?.end, end < Date() { parts.append("it has also expired, on \(Certificate.day(end))") }
    if !names.isEmpty, !names.contains(where: { isMeant($0) }) {
      parts.append("it is also not for \(host), but for \(names.joined(separator: ", "))")
    }
    return parts.map { "; \($0)" }.joined()
  }

  /// Whether a name of a certificate, which may begin with `*.` in place of one label, is the host's (RFC 6125, 6.4).
  private func isMeant(_ name: String) -> Bool {
    let (name, host) = (name.lowercased(), host.lowercased())
    guard name.hasPrefix("*."), let dot = host.firstIndex(of: ".") else { return name == host }
    return name.dropFirst() == host[dot...]
  }

  /// Who signed the highest certificate that the server sent.
  private var missingAuthority: String { chain.last.map { Certificate.short($0.issuer) } ?? "that signed it" }

  private func remedy(_ failure: Failure) -> String {
    switch failure {
    case .expired: "Have it renewed. If it should be valid still, look at the clock below."
    case .notYetValid: "Look at the clock below: most likely this machine's is behind. Else wait until it is valid."
    case .wrongName:
      names.first.map { "Give one of its names in the address, or the name to expect with --server-name \($0)." }
        ?? "Use the name in the address that the certificate is for."
    case .unknownAuthority: authorityRemedy
    case .badFile: "Give a PEM file that can be read with --ca-file\(caFile.map { ", in place of \($0)" } ?? "")."
    case .handshake:
      "Check that the port speaks TLS; for one that does not, use http://. The server may also want a certificate of yours."
    case .timedOut: "Check whether the server and what stands before it do well, or allow more with --timeout."
    case .other: "Give the authority's certificate with --ca-file."
    }
  }

  private var authorityRemedy: String {
    if host.hasSuffix(".svc") || host.hasSuffix(".svc.cluster.local") {
      return "In a pod on OpenShift, give --ca-file /var/run/secrets/kubernetes.io/serviceaccount/service-ca.crt; "
        + "else the certificate of the authority that signs services' certificates."
    }
    if host.contains(".apps.") || host.contains("openshift") {
      return "Give the routes' authority with --ca-file ca.pem, which holds what this prints: "
        + "oc -n openshift-config-managed get configmap default-ingress-cert -o jsonpath='{.data.ca-bundle\\.crt}'"
    }
    if isAlone {
      return "Such a certificate is its own authority: have whoever runs the server send it as a PEM file, "
        + "and give that with --ca-file."
    }
    return "Give that authority's certificate with --ca-file; who runs the server has it."
  }
}

extension Certificate {
  /// What a certificate says, in words.
  var words: String {
    var parts = [
      isSelfSigned ? "\(Self.short(subject)), signed by itself" : "\(Self.short(subject)), by \(Self.short(issuer))"
    ]
    if !names.isEmpty {
      let more = names.count > 8 ? " and \(names.count - 8) more" : ""
      parts.append("for \(names.prefix(8).joined(separator: ", "))\(more)")
    }
    if let start, let end { parts.append("from \(Self.date(start)) until \(Self.day(end))") }
    return parts.joined(separator: "; ")
  }

  /// The common name of a distinguished name, or all of it where it has none.
  static func short(_ name: String) -> String {
    for part in name.split(separator: ",") {
      let part = part.drop { $0 == " " }
      if part.hasPrefix("CN") {
        let value = part.dropFirst(2).drop { $0 == " " || $0 == "=" }
        if !value.isEmpty { return String(value) }
      }
    }
    return name.isEmpty ? "(no name)" : name
  }

  /// A day, and how far it is.
  static func day(_ date: Date) -> String {
    let days = Int((date.timeIntervalSinceNow / 86_400).rounded(.down))
    let distance = days >= 0 ? "\(Figures.count(days, "day")) left" : "\(Figures.count(-days - 1, "day")) ago"
    return "\(self.date(date)) (\(distance))"
  }

  private static func date(_ date: Date) -> String { String(Clock.rfc3339(date).prefix(10)) }
}
