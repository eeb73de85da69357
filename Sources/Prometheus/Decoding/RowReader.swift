internal import CSimdjson
import Glibc
import Metrics

/// Reads the elements of a result into rows of interned labels.
struct RowReader {
  private(set) var vector: Vector
  private(set) var matrix: Matrix
  private let isRange: Bool
  /// The names of the labels as UTF-8.
  private let names: [[UInt8]]
  /// In which order an element had its labels: the next one mostly has the same.
  private var guesses: [Int] = []
  private var row: [StringID]
  private var samples: [Matrix.Sample] = []

  init(labels: [String], isRange: Bool) {
    vector = Vector(labels: labels)
    matrix = Matrix(labels: labels)
    self.isRange = isRange
    names = labels.map { Array($0.utf8) }
    row = Array(repeating: .absent, count: labels.count)
  }

  /// Reads the elements of an array.
  ///
  /// - Returns: whether they are what a Prometheus answers.
  mutating func read(_ result: sj_element, _ strings: inout StringTable) -> Bool {
    guard sj_kind_of(result) == SJ_ARRAY else { return false }
    var elements = sj_elements(result)
    var element = sj_element()
    while sj_next_element(&elements, &element) {
      guard sj_kind_of(element) == SJ_OBJECT, readElement(element, &strings) else { return false }
    }
    return true
  }

  private mutating func readElement(_ element: sj_element, _ strings: inout StringTable) -> Bool {
    var metric = sj_element()
    guard sj_member(element, "metric", 6, &metric), sj_kind_of(metric) == SJ_OBJECT else { return false }
    readLabels(metric, &strings)
    var value = sj_element()
    if isRange {
      guard sj_member(element, "values", 6, &value) else {
        // A native histogram has no number to show.
        return sj_member(element, "histograms", 10, &value)
      }
      var pairs = sj_elements(value)
      var pair = sj_element()
      samples.removeAll(keepingCapacity: true)
      while sj_next_element(&pairs, &pair) {
        guard let sample = Self.sample(pair) else { return false }
        samples.append(sample)
      }
      matrix.append(row, samples: samples)
      return true
    }
    guard sj_member(element, "value", 5, &value) else { return sj_member(element, "histogram", 9, &value) }
    guard let sample = Self.sample(value) else { return false }
    vector.append(row, value: sample.value)
    return true
  }

  /// A pair of a time and a number in a string.
  private static func sample(_ pair: sj_element) -> Matrix.Sample? {
    var parts = sj_elements(pair)
    var time = sj_element()
    var text = sj_element()
    var value = 0.0
    guard sj_next_element(&parts, &time), sj_next_element(&parts, &text), sj_string_number(text, &value) else {
      return nil
    }
    return Matrix.Sample(time: sj_double(time), value: value)
  }

  private mutating func readLabels(_ metric: sj_element, _ strings: inout StringTable) {
    for index in row.indices { row[index] = .absent }
    var members = sj_members(metric)
    var key = sj_text()
    var value = sj_element()
    var position = 0
    while sj_next_member(&members, &key, &value) {
      if let column = column(key, position), sj_kind_of(value) == SJ_STRING {
        let text = sj_string(value)
        // An empty label is none.
        if text.count > 0 { row[column] = strings.intern(UnsafeRawBufferPointer(start: text.bytes, count: text.count)) }
      }
      position += 1
    }
  }

  /// The column of a label at a position in its element.
  private mutating func column(_ key: sj_text, _ position: Int) -> Int? {
    let name = UnsafeRawBufferPointer(start: key.bytes, count: key.count)
    if position < guesses.count, guesses[position] >= 0, Self.equal(names[guesses[position]], name) {
      return guesses[position]
    }
    let column = names.firstIndex { Self.equal($0, name) }
    while guesses.count <= position { guesses.append(-1) }
    guesses[position] = column ?? -1
    return column
  }

  private static func equal(_ name: [UInt8], _ other: UnsafeRawBufferPointer) -> Bool {
    guard name.count == other.count, let other = other.baseAddress else { return name.count == other.count }
    return name.withUnsafeBytes { name in name.baseAddress.map { memcmp($0, other, name.count) == 0 } ?? true }
  }
}
