import Metrics

/// A label as numbers of a source's table.
struct InternedLabel: Sendable {
  let name: StringID
  let value: StringID
}

/// The labels of a set's series as numbers, and which series a selection takes into which group.
struct InternedSeries: Sendable {
  /// The strings that the numbers stand for.
  let strings: StringTable
  private let byMetric: [String: [Int]]
  /// The stored labels without `le`, once for all series that share them.
  private var rows: [[InternedLabel]] = []
  /// Each series' row and the value of its `le`.
  private var places: [(row: Int32, bound: StringID)] = []
  private let bound: StringID

  init(_ set: SeriesSet) {
    var strings = StringTable()
    var byMetric: [String: [Int]] = [:]
    var rowNumbers = [Int32](repeating: -1, count: set.labelSets.count * set.targets.count)
    bound = strings.intern("le")
    places.reserveCapacity(set.series.count)
    for (index, series) in set.series.enumerated() {
      byMetric[series.metric, default: []].append(index)
      let key = series.labels * set.targets.count + series.target
      if rowNumbers[key] < 0 {
        rowNumbers[key] = Int32(rows.count)
        rows.append(
          set.storedLabels(labels: series.labels, target: series.target).map { label in
            InternedLabel(name: strings.intern(label.name), value: strings.intern(label.value))
          })
      }
      places.append((rowNumbers[key], series.bound.map { strings.intern($0) } ?? .absent))
    }
    self.byMetric = byMetric
    self.strings = strings
  }

  /// Series that were selected, with the groups that they make.
  struct Selection: Sendable {
    /// The label values of each group.
    var keys: [[StringID]] = []
    /// The series, with the number of the group of each.
    var members: [(series: Int, group: Int)] = []
  }

  /// The series of `metric` (of all, where nil) that satisfy one of `selectors`, grouped by `labels`.
  ///
  /// Labels are looked at once for each row, not for each series.
  func select(_ metric: String?, _ selectors: [[Matcher]], by labels: [String]) throws(SourceError) -> Selection {
    let matching = try MatcherSet(selectors, strings)
    var grouping = Grouping(labels.map { strings.id(of: $0) ?? .absent }, bound: bound, rows: rows.count)
    for metric in metric.map({ [$0] }) ?? byMetric.keys.sorted() {
      guard let series = byMetric[metric], var conditions = matching.conditions(for: metric) else { continue }
      let isByBound = conditions.mentions(bound)
      var isAccepted = [Bool?](repeating: nil, count: rows.count)
      for index in series {
        let (row, bound) = places[index]
        let accepted: Bool
        if let known = isAccepted[Int(row)], !isByBound {
          accepted = known
        } else {
          let label = isByBound ? [InternedLabel(name: self.bound, value: bound)] : []
          accepted = conditions.accepts(rows[Int(row)] + label, strings)
          isAccepted[Int(row)] = accepted
        }
        if accepted { grouping.add(index, row: Int(row), rows[Int(row)], bound) }
      }
    }
    return grouping.selection
  }
}

/// Puts series into groups by some of their labels.
private struct Grouping {
  private(set) var selection = InternedSeries.Selection()
  private let columns: [StringID]
  /// The column of `le`, which series of one row differ in.
  private let boundColumn: Int?
  /// Rows' labels without `le`, numbered.
  private var bases: [[StringID]: Int] = [:]
  /// The base of each row; -1 where it is not known yet.
  private var baseOfRow: [Int]
  private var groups: [UInt64: Int] = [:]

  init(_ columns: [StringID], bound: StringID, rows: Int) {
    self.columns = columns
    boundColumn = columns.firstIndex(of: bound)
    baseOfRow = Array(repeating: -1, count: rows)
  }

  mutating func add(_ series: Int, row: Int, _ labels: [InternedLabel], _ bound: StringID) {
    var key: [StringID]?
    if baseOfRow[row] < 0 {
      let values = columns.map { column in labels.first { $0.name == column }?.value ?? .absent }
      let base = bases[values] ?? bases.count
      bases[values] = base
      baseOfRow[row] = base
      key = values
    }
    let boundValue = boundColumn == nil ? .absent : bound
    let place = UInt64(baseOfRow[row]) << 32 | UInt64(UInt32(bitPattern: boundValue.index))
    if let group = groups[place] {
      selection.members.append((series, group))
      return
    }
    var values = key ?? columns.map { column in labels.first { $0.name == column }?.value ?? .absent }
    if let boundColumn { values[boundColumn] = bound }
    groups[place] = selection.keys.count
    selection.members.append((series, selection.keys.count))
    selection.keys.append(values)
  }
}
