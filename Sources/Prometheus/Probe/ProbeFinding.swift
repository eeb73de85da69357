public import FoundationEssentials
public import Metrics

/// What was found at one step of the way to a server.
public enum ProbeFinding: Sendable {
  case name(NameFinding)
  case connection(ConnectionFinding)
  case encryption(EncryptionFinding)
  case clock(ClockFinding)
  case access(AccessFinding)
  case api(APIFinding)
}

/// The addresses that a name stands for.
public struct NameFinding: Sendable, Hashable {
  /// The server's name, or that of the proxy before it.
  public var host: String
  /// The port of it.
  public var port: Int
  /// The variable of the environment that names the proxy; nil where the server itself is connected to.
  public var proxyVariable: String?
  /// The addresses, as numbers.
  public var addresses: [String]
  /// Why there are none; nil where there are.
  public var failure: String?
}

/// How connecting to each address went.
public struct ConnectionFinding: Sendable, Hashable {
  /// One address.
  public struct Attempt: Sendable, Hashable {
    /// The address as numbers.
    public var address: String
    /// How long connecting took; nil where it failed.
    public var duration: Duration?
    /// Why it failed, in the system's words.
    public var failure: String?
  }

  /// The port that is the same with all.
  public var port: Int
  /// What became of each address.
  public var attempts: [Attempt]
  /// Whether one of them took the connection.
  public var isConnected: Bool { attempts.contains { $0.duration != nil } }
}

/// One certificate of a chain, in words.
public struct Certificate: Sendable, Hashable {
  /// Whose it is, as a distinguished name.
  public var subject: String
  /// Who signed it.
  public var issuer: String
  /// What servers it is for.
  public var names: [String]
  /// From when on it is valid; nil where that cannot be read.
  public var start: Date?
  /// Until when it is valid; nil where that cannot be read.
  public var end: Date?
  /// Whether nobody vouches for it but itself, as with authorities.
  public var isSelfSigned: Bool { subject == issuer }
}

/// What a server shows, and whether it is trusted.
public struct EncryptionFinding: Sendable, Hashable {
  /// Why no trusted connection could be made.
  public enum Failure: Sendable, Hashable {
    case expired
    case notYetValid
    case wrongName
    case unknownAuthority
    /// A file of certificates or of a key cannot be read.
    case badFile
    /// No encrypted connection came about at all.
    case handshake
    /// The server took the connection, and then did not go on in time.
    case timedOut
    case other
  }

  /// The name that the certificate has to be for.
  public var host: String
  /// For example `TLSv1.3`; nil where no connection came about.
  public var version: String?
  /// The server's own certificate first.
  public var chain: [Certificate]
  /// Why it is not trusted; nil where it is.
  public var failure: Failure?
  /// libcurl's words for the failure.
  public var reason: String
  /// Whether a certificate that fails is taken all the same.
  public var skipsVerification: Bool
  /// The file of authorities that was given.
  public var caFile: String?
}

/// How the server's clock differs from this machine's.
public struct ClockFinding: Sendable, Hashable {
  /// How far this machine's clock is ahead of the server's, in seconds; nil where the server does not tell the time.
  public var ahead: Double?
}

/// Whether the credentials let in.
public struct AccessFinding: Sendable {
  /// Where credentials come from.
  public enum Origin: Sendable, Hashable {
    case none
    case environment
    case file(String)
    case command
    /// The user of a kubeconfig.
    case kubeconfig
    /// A name and a password.
    case password
    /// A certificate that this machine shows.
    case certificate
  }

  /// What became of the question.
  public enum Verdict: Sendable {
    case accepted
    /// Nobody needs credentials here.
    case open
    /// 401 or 403, with the beginning of what the gate says.
    case refused(status: Int, said: String)
    /// Sent to a page to log in.
    case login(String)
    /// There is no token to be had, or no answer.
    case failed(SourceError)
  }

  /// Where the credentials come from.
  public var origin: Origin
  /// What the token says of itself, where it is one that does.
  public var token: TokenFacts?
  /// What became of the question.
  public var verdict: Verdict
  /// The ways to be let in that the server names, such as `Bearer`.
  public var challenge: String?
  /// Whether the server shows signs of OpenShift's monitoring.
  public var isOpenShift: Bool
  /// The server's port, which tells OpenShift's gates apart.
  public var port: Int
  /// As whom the gate knows the token's owner, by its own words.
  public var user: String?
}

/// Whether a Prometheus API answers.
public struct APIFinding: Sendable {
  /// Which program answers.
  public var identity: ServerIdentity
  /// Why there is no API to ask; nil where there is.
  public var failure: SourceError?
}
