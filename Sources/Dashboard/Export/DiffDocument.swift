public import Diff
import FoundationEssentials
import Mesh
public import Terminal

/// A difference of two meshes as a text to read: what is compared, the sums, and all that is otherwise, the worst first.
public struct DiffDocument {
  private let diff: MeshDiff
  private let glyphs: GlyphSet
  private let oldNames: NodeNames
  private let names: NodeNames

  /// The document of a difference.
  public init(_ diff: MeshDiff, _ glyphs: GlyphSet) {
    self.diff = diff
    self.glyphs = glyphs
    oldNames = NodeNames(diff.before.snapshot)
    names = NodeNames(diff.after.snapshot)
  }

  /// One thing that is otherwise.
  private struct Row {
    var name: String
    var what: String
  }

  /// The text; lines end in a line feed.
  public var text: String {
    var lines = ([heading] + cautions + [counts, sums]).map { Text.sanitized($0) }
    for (title, rows) in sections {
      let width = min(rows.map { displayWidth(of: $0.name) }.max() ?? 0, 60)
      lines += ["", title] + rows.map { "  \($0.name.padded(width))  \($0.what)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The text as Markdown, with a table for each kind of news.
  public var markdown: String {
    var lines = ["## \(Self.escaped(heading))", ""] + cautions.flatMap { [Self.escaped($0), ""] }
    lines += [Self.escaped(counts), "", Self.escaped(sums)]
    for (title, rows) in sections {
      lines += ["", "### \(title)", "", "| what | change |", "|---|---|"]
      lines += rows.map { "| \(Self.escaped($0.name)) | \(Self.escaped($0.what)) |" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text in which no character acts on Markdown or on the HTML that it becomes.
  private static func escaped(_ text: String) -> String {
    Text.sanitized(text).reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "|", "*", "_", "`", "[", "]", "\\", "#", "~": result += "\\\(character)"
      default: result.append(character)
      }
    }
  }

  private var hasOneWindow: Bool { diff.before.snapshot.window == diff.after.snapshot.window }

  /// What a reader must know before trusting the figures; empty for nothing.
  private var cautions: [String] {
    hasOneWindow ? [] : ["The windows differ: what is otherwise may be so for being over another length of time."]
  }

  private var heading: String {
    let (before, after) = (diff.before.snapshot, diff.after.snapshot)
    let dot = " \(glyphs.separator) "
    let windows = [before.window, after.window].map(Figures.span)
    let window = hasOneWindow ? windows[1] : windows.joined(separator: " \(glyphs.transition) ")
    let sources = before.source == after.source ? [after.source] : [before.source, after.source]
    let moments = "\(Clock.rfc3339(before.time)) \(glyphs.transition) \(Clock.rfc3339(after.time))"
    return (["meshtop diff", moments, "\(window) window"] + sources.filter { !$0.isEmpty }).joined(separator: dot)
  }

  private var counts: String {
    if diff.isEmpty { return "Nothing is otherwise." }
    func count(_ kinds: [MeshDiff.Kind], _ noun: String) -> String? {
      let parts = [(MeshDiff.Kind.came, "came"), (.went, "went"), (.changed, "changed")].compactMap { kind, word in
        let number = kinds.count { $0 == kind }
        return number > 0 ? "\(number) \(word)" : nil
      }
      return parts.isEmpty ? nil : "\(noun): \(parts.joined(separator: ", "))."
    }
    return [count(diff.edges.map(\.kind), "Edges"), count(diff.nodes.map(\.kind), "Nodes")].compactMap(\.self)
      .joined(separator: " ")
  }

  private var sums: String {
    let (old, new) = (diff.before.totals, diff.after.totals)
    func pair(_ name: String, _ before: String, _ after: String) -> String {
      before == after ? "\(name) \(after)" : "\(name) \(before) \(glyphs.transition) \(after)"
    }
    var parts = [pair("mTLS", old.mtls.figure, new.mtls.figure)]
    if old.hasRequests || new.hasRequests {
      parts.append(pair("requests", Figures.rate(old.requests), Figures.rate(new.requests)))
      parts.append(pair("errors", Figures.percent(old.errorPercent ?? 0), Figures.percent(new.errorPercent ?? 0)))
    }
    parts.append(pair("bytes", Figures.bytes(old.bytes), Figures.bytes(new.bytes)))
    return parts.joined(separator: " \(glyphs.separator) ")
  }

  private var sections: [(title: String, rows: [Row])] {
    DiffWeight.allCases.reversed().compactMap { weight in
      let edges = diff.edges.filter { $0.weight == weight }.map(row)
      let nodes = diff.nodes.filter { $0.weight == weight }.map(row)
      return edges.isEmpty && nodes.isEmpty ? nil : (weight.title, edges + nodes)
    }
  }

  private func row(_ change: MeshDiff.EdgeChange) -> Row {
    let name = "\(name(change.edge.source)) \(glyphs.transition) \(name(change.edge.target))"
    guard change.differences.isEmpty else { return Row(name: name, what: words(change.differences)) }
    let edge = change.edge
    let facts = [
      "\(glyphs.lock(edge.mtls.state)) \(edge.mtls.state.words)",
      edge.requestRate.map(Figures.rate) ?? edge.tcp.map { "\(Figures.rate($0.opened)) opened" },
      edge.errorPercent.flatMap { $0 > 0 ? "errors \(Figures.percent($0))" : nil },
    ]
    return Row(name: name, what: "\(change.kind.words) (\(facts.compactMap(\.self).joined(separator: ", ")))")
  }

  private func row(_ change: MeshDiff.NodeChange) -> Row {
    let names = change.kind == .went ? oldNames : names
    let what =
      change.differences.isEmpty ? "\(change.node.kind.rawValue) \(change.kind.words)" : words(change.differences)
    return Row(name: Text.sanitized(names.full(change.node)), what: what)
  }

  private func name(_ id: NodeID) -> String {
    Text.sanitized(diff.after.node(id).map(names.full) ?? oldNames.full(id, in: diff.before))
  }

  private func words(_ differences: [Difference]) -> String {
    differences.map { DiffWords(glyphs: glyphs, name: name).text($0.change) }.joined(separator: ", ")
  }
}

/// What is otherwise, in words.
struct DiffWords {
  let glyphs: GlyphSet
  let name: (NodeID) -> String

  func text(_ change: Difference.Change) -> String {
    switch change {
    case .mtls(let before, let after):
      pair("lock", "\(glyphs.lock(before.state)) \(before.figure)", "\(glyphs.lock(after.state)) \(after.figure)")
    case .health(let before, let after): pair("health", before.rawValue, after.rawValue)
    case .figure(let figure, let before, let after):
      pair(figure.title, before.map(figure.text) ?? dash, after.map(figure.text) ?? dash)
    case .identities(let gone, let came):
      "identity "
        + (came.map { "\(Text.sanitized($0)) new" } + gone.map { "\(Text.sanitized($0)) gone" }).joined(separator: ", ")
    case .waypoint(let before, let after): pair("waypoint", before.map(name) ?? "none", after.map(name) ?? "none")
    case .version(let before, let after):
      pair("version", before.map { Text.sanitized($0) } ?? dash, after.map { Text.sanitized($0) } ?? dash)
    }
  }

  private var dash: String { String(glyphs.dash) }

  private func pair(_ title: String, _ before: String, _ after: String) -> String {
    "\(title) \(before) \(glyphs.transition) \(after)"
  }
}

extension EdgeFigure {
  /// The figure's name for people.
  var title: String {
    switch self {
    case .errorPercent: "errors"
    case .deniedPercent: "denied"
    case .p99, .p95, .p50: rawValue
    case .requests: "requests"
    case .opened: "connections"
    case .requestBytes: "bytes out"
    case .responseBytes: "bytes back"
    }
  }

  /// A value of the figure, with its unit.
  func text(_ value: Double) -> String {
    switch self {
    case .errorPercent, .deniedPercent: Figures.percent(value)
    case .p99, .p95, .p50: Figures.milliseconds(value)
    case .requests, .opened: Figures.rate(value)
    case .requestBytes, .responseBytes: Figures.bytes(value)
    }
  }
}

extension MeshDiff.Kind {
  /// The kind as it follows a name.
  var words: String {
    switch self {
    case .came: "is new"
    case .went: "is gone"
    case .changed: "changed"
    }
  }
}

extension DiffWeight {
  /// The heading over changes of this weight.
  var title: String {
    switch self {
    case .exposed: "Not encrypted any more, or new and not encrypted"
    case .failing: "Failing"
    case .degraded: "Worse"
    case .notable: "Slower, gone, or another way"
    case .neutral: "New or otherwise"
    case .better: "Better"
    }
  }
}
