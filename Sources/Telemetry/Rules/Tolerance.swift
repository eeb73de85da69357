import Mesh

/// How many failures of one kind are too many (telemetry.md, rule 10).
public struct Tolerance: Sendable, Hashable {
  /// What a tolerance is for.
  public enum Subject: String, Sendable, Hashable, CaseIterable {
    case http
    case grpc
    /// Connections that were denied, of those opened.
    case tcp

    /// Whether a code of a tolerance stands for anything that is reported of it.
    public func has(code: String) -> Bool {
      let isStatus = code.utf8.count == 3 && code.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: "X") }
      return switch self {
      case .http: code == "-" || isStatus
      case .grpc: code == "-" || isStatus || Int(code).map { (0...16).contains($0) && "\($0)" == code } ?? false
      case .tcp: code == "DENY"
      }
    }

    /// The codes that there are, in words.
    public var codeWords: String {
      switch self {
      case .http: "\"503\", \"5XX\" or \"-\""
      case .grpc: "\"14\", \"5XX\" or \"-\""
      case .tcp: "\"DENY\""
      }
    }
  }

  /// The codes that count: literals, `-` for no response, or with `X` for any digit, as in `5XX`.
  public var codes: [String]
  /// What spoke.
  public var subject: Subject
  /// Globs of namespaces of the called node; empty means all.
  public var namespaces: [String]
  /// The share of all, in percent, from which an edge is degraded; 0 for any at all.
  public var degraded: Double
  /// The share of all, in percent, from which an edge is failing.
  public var failing: Double

  /// How many failures of one kind are too many.
  public init(_ subject: Subject, codes: [String], namespaces: [String] = [], degraded: Double, failing: Double) {
    self.subject = subject
    self.codes = codes
    self.namespaces = namespaces
    self.degraded = degraded
    self.failing = failing
  }

  /// The defaults, as Kiali's.
  public static let defaults: [Tolerance] = [
    Tolerance(.http, codes: ["5XX"], degraded: 0, failing: 10),
    Tolerance(.http, codes: ["-"], degraded: 0, failing: 10),
    Tolerance(.http, codes: ["4XX"], degraded: 10, failing: 20),
    Tolerance(.grpc, codes: (1...16).map(String.init), degraded: 0, failing: 10),
    Tolerance(.grpc, codes: ["-"], degraded: 0, failing: 10),
    Tolerance(.grpc, codes: ["5XX"], degraded: 0, failing: 10),
    Tolerance(.grpc, codes: ["4XX"], degraded: 10, failing: 20),
    Tolerance(.tcp, codes: ["DENY"], degraded: 0, failing: 10),
  ]

  /// Whether a code counts.
  public func counts(_ code: String) -> Bool {
    codes.contains { pattern in
      pattern.utf8.count == code.utf8.count
        && zip(pattern.utf8, code.utf8).allSatisfy { wanted, found in
          wanted == found || (wanted == UInt8(ascii: "X") && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(found))
        }
    }
  }

  /// The verdict on a share of failures, in percent. Up to `degraded` is healthy unless that is zero.
  func health(percent: Double) -> Health {
    if percent > 0, percent >= failing { return .failing }
    let isDegraded = degraded > 0 ? percent >= degraded : percent > 0
    return isDegraded ? .degraded : .healthy
  }
}

extension [Tolerance] {
  /// The tolerances for a namespace: where one of a code is for the namespace alone, those for all do not count.
  ///
  /// Earlier tolerances go before later ones, so that what a user says goes before the defaults.
  func first(_ subject: Tolerance.Subject, code: String, namespace: String) -> Tolerance? {
    first { tolerance in
      tolerance.subject == subject && tolerance.counts(code)
        && (tolerance.namespaces.isEmpty || tolerance.namespaces.contains { Glob.matches($0, namespace) })
    }
  }
}
