public import FoundationEssentials
public import Metrics

/// What happened between the program and a server, for who keeps a log. No event holds a token.
public enum SourceEvent: Sendable {
  /// A question was answered, or not.
  case request(RequestReport)
  /// The token that is sent is another one than before.
  case tokenRenewed
}

/// How a question to a server went.
public struct RequestReport: Sendable {
  /// The moments that were asked for.
  public enum Moments: Sendable, Equatable {
    case instant(Date)
    case range(start: Date, end: Date, step: Duration)
  }

  /// The query. Its name may be logged; its text has label values in it.
  public var query: Query
  /// The moments that were asked for.
  public var moments: Moments
  /// How long it took.
  public var duration: Duration
  /// The bytes of the answer, uncompressed.
  public var bytes: Int
  /// The HTTP status; 0 where none came.
  public var status: Int
  /// Why there are no rows; nil where there are.
  public var failure: SourceError?
  /// 1, and 2 where the token was refused and another one sent.
  public var attempt: Int
}
