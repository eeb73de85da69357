import Mesh
import Terminal

/// What of the mesh a pane does not show, in one line.
struct Breadcrumb {
  private let state: State
  private let view: MeshView
  private let glyphs: GlyphSet
  /// 0 for all; 1 without what stands in other places, too; 2 also without what keys do.
  private let brevity: Int

  /// The line, as short as need be for a width; nil where all of the mesh is shown as it is, and nothing is being chosen.
  static func spans(_ state: State, _ glyphs: GlyphSet, _ room: Int) -> [Span]? {
    var spans: [Span]?
    for brevity in 0...2 {
      spans = self.spans(state, glyphs, room, brevity: brevity)
      if spans.map({ $0.width <= room }) ?? true { break }
    }
    return spans
  }

  private static func compared(_ state: State, brevity: Int) -> [Span]? {
    guard let words = state.comparisonWords(isShort: brevity > 1) else { return nil }
    if brevity > 0 { return [Span(words, .accent)] }
    return [
      Span(words, .accent), Span("; ", .dim), Span(state.keys.key(for: .compare) ?? "", .key),
      Span(" compares anew, or no more", .dim),
    ]
  }

  private static func spans(_ state: State, _ glyphs: GlyphSet, _ room: Int, brevity: Int) -> [Span]? {
    guard let view = state.view else { return nil }
    let compared = compared(state, brevity: brevity)
    let isWhole = view.isWhole && !view.options.hidesHealthy && view.options.scope == nil
    if state.listID != nil, !view.isPart, !view.options.hidesHealthy { return compared }
    if isWhole, state.edgeMode == .all, state.pathStart == nil { return compared }
    if let compared, state.pathStart == nil { return compared }
    let line = Breadcrumb(state: state, view: view, glyphs: glyphs, brevity: brevity)
    let spans = line.spans { $0 }
    // Names are the first to be cut: the graph shows them, too.
    let excess = spans.width - room
    if excess <= 0 { return spans }
    let share = (excess + line.names.count - 1) / max(1, line.names.count)
    return line.spans { Text.cutMiddle($0, to: max(8, displayWidth(of: $0) - share), ellipsis: glyphs.ellipsis) }
  }

  /// The names in the line.
  private var names: [NodeID] { state.pathStart.map { [$0] } ?? view.options.scope?.ends ?? [] }

  private func spans(_ cut: (String) -> String) -> [Span] {
    let names = names.map { cut(state.name(of: $0)) }
    if state.pathStart != nil {
      let start = [
        Span("\(brevity > 1 ? "" : "paths ")from \(names[0]): ", .accent),
        Span("choose an end, \(brevity > 1 ? "" : "then ")", .dim), Span(key(.paths), .key),
      ]
      return brevity > 0 ? start : start + [Span(", or ", .dim), Span(key(.back), .key)]
    }
    let shown = view.shown.snapshot.nodes.count
    let all = view.mesh.snapshot.nodes.count
    var spans: [Span]
    if let scope = view.options.scope {
      let what = view.outcome == .missing ? "nothing of it here" : "\(shown) of \(Figures.count(all, "box", "boxes"))"
      spans = [Span(title(scope, names), .accent)] + hint(brevity > 0 ? "; " : ", \(what); ", .dim, .back, " leaves")
    } else if state.listID != nil {
      spans = brevity > 1 ? [] : [Span(Figures.count(state.list.rows.count, "row"), .accent)]
    } else {
      let edges = Figures.count(view.mesh.snapshot.edges.count, "edge")
      let scope = State.title(ofNamespaces: view.options.namespaces)
      let whole = brevity > 0 ? "" : " for \(Figures.count(all, "node")), \(edges)"
      spans = brevity > 1 && isLessThanWhole ? [] : [Span(Figures.count(shown, "box", "boxes"), .accent)]
      spans.append(Span(whole + (scope.isEmpty ? "" : " \(scope)"), .dim))
    }
    if view.options.hidesHealthy { spans += hint("  errors only; ", .warning, .errorsOnly, " shows all") }
    let left = leftOut
    if !left.isEmpty { spans += hint("  \(left); ", .warning, .display, " changes") }
    if view.options.hidden != nil {
      let count = view.hiddenCount
      let what = count.nodes > 0 ? Figures.count(count.nodes, "node") : Figures.count(count.edges, "edge")
      let text = Text.cut(state.hide.text, to: brevity > 0 ? 10 : 24, ellipsis: glyphs.ellipsis)
      spans += [Span(brevity > 0 ? "  hidden: " : "  hidden by ", .dim), Span(text, .accent)]
      spans += hint(brevity > 0 ? "; " : ": \(what); ", .dim, .showHidden, " shows")
    }
    if !view.sinks.isEmpty { spans.append(Span("  \(SinkMarks.legend(view))", .accent)) }
    return spans
  }

  /// Whether more is to be said than how many boxes there are.
  private var isLessThanWhole: Bool {
    view.options.hidesHealthy || !leftOut.isEmpty || view.options.hidden != nil
  }

  /// Which traffic and which lines are left out, in words; empty for none.
  private var leftOut: String {
    var parts: [String] = []
    let traffic = view.options.traffic
    switch traffic.layers {
    case .all: break
    case .requests: parts.append("L7 only")
    case .connections: parts.append("L4 only")
    }
    let speeches: [(TrafficChoice.Speech, String)] = [(.http, "HTTP"), (.grpc, "gRPC"), (.tcp, "TCP")]
    let missing = speeches.filter { !traffic.protocols.contains($0.0) }.map(\.1)
    if !missing.isEmpty { parts.append("no \(missing.joined(separator: ", "))") }
    switch state.edgeMode {
    case _ where state.listID != nil, .all: break
    case .unhealthy: parts.append("unhealthy lines only")
    case .none: parts.append("no lines")
    }
    return parts.joined(separator: ", ")
  }

  private func title(_ scope: ViewScope, _ names: [String]) -> String {
    switch scope {
    case .focus(_, let neighbourhood): return "focus: \(neighbourhood.title) \(names[0])"
    case .paths:
      let ends = view.outcome == .reversed ? names.reversed() : names
      return "paths: " + ends.joined(separator: " \(glyphs.arrowRight) ")
    }
  }

  /// Words and the key that changes what they tell.
  private func hint(_ words: String, _ role: Role, _ command: Command, _ deed: String) -> [Span] {
    [Span(words, role), Span(key(command), .key)] + (brevity > 1 ? [] : [Span(deed, .dim)])
  }

  private func key(_ command: Command) -> String { state.keys.key(for: command) ?? "" }
}
