import Metrics

/// The rows of an answer as text, where there are few.
struct SurveyRows {
  struct Row {
    var labels: [String: String]
    var value: Double
    subscript(label: String) -> String? { labels[label] }

    /// What the label tells of the object that a series is of: a label of the target that has the same name displaces it.
    func reported(_ label: String) -> String? { labels["exported_\(label)"] ?? labels[label] }
  }

  private var byFigure: [String: [Row]] = [:]

  init(_ answer: Vector, _ strings: StringTable) {
    for row in 0..<answer.count {
      var labels: [String: String] = [:]
      for (column, label) in answer.labels.enumerated() {
        let cell = answer.cell(row, column)
        if cell != .absent { labels[label] = strings[cell] }
      }
      byFigure[labels[Query.figureLabel] ?? "", default: []].append(Row(labels: labels, value: answer.values[row]))
    }
  }

  func rows(of figure: String) -> [Row] { byFigure[figure] ?? [] }

  func has(_ figures: String..., with label: String? = nil) -> Bool {
    figures.contains { figure in
      rows(of: figure).contains { row in label.map { row[$0] != nil } ?? true }
    }
  }
}
