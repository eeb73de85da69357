/// The answer to a ``Query`` at one moment: rows of label values with a number each.
///
/// Label values are numbers of a ``StringTable`` that all answers of one refresh share.
public struct Vector: Sendable {
  /// The columns: the query's ``Query/resultLabels``.
  public let labels: [String]
  /// The label values, row after row, each row as wide as ``labels``.
  public private(set) var cells: [StringID] = []
  /// Each row's number, always finite: a server's NaN or infinity is no sample (telemetry.md, rule 11).
  public private(set) var values: [Double] = []

  /// What is greater than any count or rate of a mesh, so that a number like it, or one that is none, is no sample.
  static let limit = 1e15

  /// An answer without rows yet.
  public init(labels: [String]) { self.labels = labels }

  /// How many rows there are.
  public var count: Int { values.count }

  /// The column of a label, or nil where the query did not ask for it.
  public func column(_ label: String) -> Int? { labels.firstIndex(of: label) }

  /// The value of a label in a row; ``StringID/absent`` where the row has none.
  public func cell(_ row: Int, _ column: Int) -> StringID { cells[row * labels.count + column] }

  /// Adds a row. A value that is not finite, or beyond all that there is, adds nothing.
  ///
  /// - Precondition: `row` is as long as ``labels``.
  public mutating func append(_ row: some Collection<StringID>, value: Double) {
    precondition(row.count == labels.count)
    guard abs(value) < Self.limit else { return }
    cells.append(contentsOf: row)
    values.append(value)
  }
}

/// The answer to a ``Query`` over a range of time: for each row of label values, samples in the order of time.
public struct Matrix: Sendable {
  /// A number at a moment.
  public struct Sample: Sendable, Hashable {
    /// Seconds since 1970.
    public var time: Double
    /// The number, always finite.
    public var value: Double

    /// A number at a moment.
    public init(time: Double, value: Double) {
      self.time = time
      self.value = value
    }
  }

  /// The columns: the query's ``Query/resultLabels``.
  public let labels: [String]
  /// The label values, row after row, each row as wide as ``labels``.
  public private(set) var cells: [StringID] = []
  /// Each row's samples.
  public private(set) var series: [[Sample]] = []

  /// An answer without rows yet.
  public init(labels: [String]) { self.labels = labels }

  /// The column of a label, or nil where the query did not ask for it.
  public func column(_ label: String) -> Int? { labels.firstIndex(of: label) }

  /// The value of a label in a row; ``StringID/absent`` where the row has none.
  public func cell(_ row: Int, _ column: Int) -> StringID { cells[row * labels.count + column] }

  /// Adds a row. Samples that are not finite, or beyond all that there is, are left out.
  ///
  /// - Precondition: `row` is as long as ``labels``.
  public mutating func append(_ row: some Collection<StringID>, samples: [Sample]) {
    precondition(row.count == labels.count)
    cells.append(contentsOf: row)
    series.append(samples.filter { abs($0.value) < Vector.limit })
  }
}
