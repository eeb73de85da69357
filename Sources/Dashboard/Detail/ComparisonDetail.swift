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
      let edges = whole.edges.filter { $0.edge.source == id || $0.edge.target == id }
      lines = comparison.differences(of: id).map { line($0, words) } + edges.map { line($0, words, look.glyphs) }
    case .namespace, nil: lines = whole.edges.prefix(mostEdges).map { line($0, words, look.glyphs) }
    }
    let none = Line("nothing is otherwise", .dim)
    return Section(title: "Otherwise than at \(since)", lines: lines.isEmpty ? [none] : lines)
  }

  /// How many edges are told of where nothing is chosen.
  private static let mostEdges = 12

  private static func line(_ difference: Difference, _ words: DiffWords) -> Line {
    Line([Span(words.text(difference.change), difference.weight.role)])
  }

  private static func line(_ change: MeshDiff.EdgeChange, _ words: DiffWords, _ glyphs: GlyphSet) -> Line {
    let ends = "\(words.name(change.edge.source)) \(glyphs.transition) \(words.name(change.edge.target))"
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
