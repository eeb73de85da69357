public import FoundationEssentials

/// What can answer queries: a server, or the simulation.
public protocol MetricsSource: Sendable {
  /// Where the figures come from, for people: a server's address without credentials.
  var name: String { get }

  /// By how much the source's clock is ahead of this machine's, negative where it is behind; zero where they are as good
  /// as the same, or nothing is known yet. The source's present is this machine's with that added.
  var clockOffset: Duration { get }

  /// The only namespace that the source is asked for; nil where it is asked for all.
  var tenant: String? { get }

  /// Keeps no connection to a server any longer: after a sleep of this machine they are dead, and do not know it.
  func dropConnections()

  /// Asks all queries at once, for one moment.
  ///
  /// Never throws: a query that fails leaves the others' answers whole.
  func answer(_ queries: [Query], at time: Date) async -> Answers<Vector>

  /// Asks all queries at once, for the moments `start`, `start + step` … `end`.
  func answer(_ queries: [Query], from start: Date, to end: Date, step: Duration) async -> Answers<Matrix>
}

extension MetricsSource {
  /// No offset: the source has no clock of its own.
  public var clockOffset: Duration { .zero }

  /// None: the source tells of all namespaces.
  public var tenant: String? { nil }

  /// Nothing: the source has no connections.
  public func dropConnections() {}
}

/// The answers to several queries, in their order.
public struct Answers<Value: Sendable>: Sendable {
  /// The strings that the rows' numbers stand for.
  public var strings: StringTable
  /// What each query got.
  public var results: [Result<Value, SourceError>]
  /// What the server says of its answers, each once: how it understood a query, for example.
  public var warnings: [String]
  /// Why answers are not whole though they came, each once: a store that did not answer, for example.
  public var missing: [String]

  /// The answers to several queries.
  public init(
    strings: StringTable, results: [Result<Value, SourceError>], warnings: [String] = [], missing: [String] = []
  ) {
    self.strings = strings
    self.results = results
    self.warnings = warnings
    self.missing = missing
  }
}

/// Why a source gave no answer: one sentence of what is wrong, one of what to do.
public struct SourceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that the program treats differently.
  public enum Kind: Sendable, Hashable {
    /// The server's name is not known.
    case nameNotResolved
    /// Nothing can be reached at the address, or the connection broke.
    case unreachable
    /// No trusted encrypted connection could be made.
    case tls
    /// 401: no token, or one that the server does not accept.
    case unauthenticated
    /// 403: the token's owner may not ask this.
    case forbidden
    /// 400: the server does not understand the query.
    case badQuery
    /// 422: the server will not evaluate the query, for example because of a limit.
    case refused
    /// 429 or 503: the server asks to be left alone for a while.
    case overloaded
    /// Another 5xx status.
    case serverFailed
    /// Another 4xx or 3xx status.
    case unexpectedStatus
    /// No answer within the time allowed.
    case timedOut
    /// The answer is larger than allowed.
    case tooLarge
    /// The answer is not what a Prometheus API answers.
    case notPrometheus
    /// No token could be had from where it should come from.
    case token
    /// A file that tells how to get in cannot be read, or is of no use.
    case file
    /// What tells how to get in contradicts itself.
    case options
    /// The caller no longer wants the answer.
    case cancelled
  }

  /// The kind of failure.
  public var kind: Kind
  /// What is wrong, with what: one sentence without a token in it.
  public var problem: String
  /// What the user can do: one sentence.
  public var remedy: String
  /// How long the server asks to be left alone.
  public var retryAfter: Duration?

  /// A failure, told to a person.
  public init(_ kind: Kind, problem: String, remedy: String, retryAfter: Duration? = nil) {
    self.kind = kind
    self.problem = problem
    self.remedy = remedy
    self.retryAfter = retryAfter
  }

  /// Both sentences.
  public var description: String { "\(problem) \(remedy)" }
}
