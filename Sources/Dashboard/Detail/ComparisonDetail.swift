import Diff
import Mesh
import Terminal

extension Section {
  /// What is otherwise with the chosen node or edge, or with the mesh where nothing is chosen; nil where nothing is compared.
  static func comparison(_ state: State, _ look: Look) -> Section? {
    guard let comparison = state.comparison, let whole = comparison.whole, let mesh = state.mesh else { return nil }
    let since = Clock.moment(comparison.moment, seenFrom: state.present, utcOffset: state.settings.utcOffset)
    let words = DiffWords(glyphs: look.glyphs) { id in
      Text.sanitized(state.names.full(id, in: mesh))
    }
    let lines: [Line]
    switch state.comparedSubject {
    case .edge(let id): lines = comparison.differences(of: id).map { line($0, words) }
    case .node(let id):
      lines =
        comparison.differences(of: id).map { line($0, words) }
        + comparison.changes(at: id).map { change in
          let isOut = change.edge.source == id
          let end = state.names.full(isOut ? change.edge.target : change.edge.source, beside: id, in: mesh)
          return line(change, "\(isOut ? "to" : "from") \(Text.sanitized(end))", words)
        }
    case .namespace, nil:
      lines = whole.edges.prefix(mostEdges).map { change in
        let ends = [change.edge.source, change.edge.target].map(words.name)
        return line(change, ends.joined(separator: " \(look.glyphs.transition) "), words)
      }
    }
    let none = Line("nothing has changed", .dim)
    return Section(title: "Changed since \(since)", lines: lines.isEmpty ? [none] : lines)
  }

  /// How many edges are told of where nothing is chosen.
  private static let mostEdges = 12

  private static func line(_ difference: Difference, _ words: DiffWords) -> Line {
    Line([Span(words.text(difference.change), difference.weight.role)])
  }

  private static func line(_ change: MeshDiff.EdgeChange, _ ends: String, _ words: DiffWords) -> Line {
    let what = change.differences.first.map { words.text($0.change) } ?? change.kind.words
    return Line([Span(ends)], right: [Span(" " + what, change.weight.role)])
  }
}

extension State {
  /// What the details are of, as far as it can be compared.
  fileprivate var comparedSubject: Subject? {
    if listID != nil {
      switch list.selection {
      case .node(let id): return .node(id)
      case .edge(let id): return .edge(id)
      case .namespace, .service, .part, .finding, nil: return nil
      }
    }
    return chosenEdge.map { .edge($0) } ?? selection.map { .node($0) }
  }
}

extension DiffWeight {
  /// How a change of this weight looks.
  var role: Role {
    switch self {
    case .better: .healthy
    case .neutral: .accent
    case .notable: .warning
    case .degraded: .degraded
    case .failing: .failing
    case .exposed: .plaintext
    }
  }
}
