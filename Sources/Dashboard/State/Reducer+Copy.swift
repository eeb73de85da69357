import Mesh
import Terminal

/// What of the chosen is copied.
extension State {
  /// The longest text that is copied, in characters: terminals drop longer ones.
  static let longestCopy = 4000

  /// Copies the name of what is chosen, or all that identifies it with its figures.
  mutating func copy(isWhole: Bool) -> [Effect] {
    guard let text = isWhole ? chosenRow : chosenName else {
      say("Nothing is chosen that could be copied.", for: 3)
      return []
    }
    // Labels come from the network: no control characters, and no end of a line, reach another program.
    let clean = Text.sanitized(text, longest: Self.longestCopy)
    say("Copied \(Text.cut(clean, to: 60)).", for: 3)
    return [.copy(clean)]
  }

  private var chosenName: String? {
    if let copiedApart { return copiedApart.name }
    if let edge = copiedEdge { return "\(name(of: edge.source)) -> \(name(of: edge.target))" }
    return copiedNode.map(name)
  }

  /// The identity of what is chosen and its figures, as one line of words.
  private var chosenRow: String? {
    if let copiedApart { return copiedApart.row }
    guard let mesh else { return nil }
    if let id = copiedEdge {
      guard let edge = mesh.edge(id) ?? view?.shown.edge(id) else { return nil }
      var parts = ["\(edge.source.rawValue) -> \(edge.target.rawValue)", edge.health.rawValue]
      if let rate = edge.requestRate { parts.append("requests \(Figures.rate(rate))") }
      if let errors = edge.errorPercent { parts.append("errors \(Figures.percent(errors))") }
      if let p95 = edge.latency?.p95 { parts.append("p95 \(Figures.milliseconds(p95))") }
      if let bytes = edge.tcp?.bytes { parts.append(Figures.bytes(bytes)) }
      return parts.joined(separator: ", ")
    }
    guard let selection = copiedNode else { return nil }
    guard let node = mesh.node(selection) ?? view?.shown.node(selection) else { return selection.rawValue }
    let own = mesh.inbound(selection).flatMap(\.destinationPrincipals)
    let principals = Set(own + mesh.outbound(selection).flatMap(\.sourcePrincipals))
    return ([selection.rawValue, node.health.rawValue] + principals.sorted()).joined(separator: ", ")
  }

  /// What is chosen of what runs the mesh or is wrong with its scraping: its name, and all that is known of how it does.
  private var copiedApart: (name: String, row: String)? {
    switch list.selection {
    case .part(let id) where pane == .controlPlane:
      guard let part = controlPlane.value?.parts.first(where: { $0.id == id }) else { return nil }
      let name = id.namespace.isEmpty ? id.name : "\(id.namespace)/\(id.name)"
      let facts = ["\(id.kind.rawValue) \(name)", part.health.rawValue, part.node ?? ""] + part.versions
      return (name, Self.row(facts, part.reasons))
    case .finding(let place) where pane == .doctor:
      guard let findings = findings.value, findings.indices.contains(place) else { return nil }
      let finding = findings[place]
      let name = finding.subject.isEmpty ? finding.kind.rawValue : "\(finding.kind.rawValue) \(finding.subject)"
      let sentences = [finding.problem] + finding.evidence + [finding.effect, finding.remedy]
      return (name, Self.row([name, finding.severity.rawValue], sentences))
    default: return nil
    }
  }

  private static func row(_ facts: [String], _ sentences: [String]) -> String {
    let head = facts.filter { !$0.isEmpty }.joined(separator: ", ")
    return sentences.isEmpty ? head : "\(head): \(sentences.joined(separator: " "))"
  }

  private var copiedEdge: Edge.ID? {
    if case .edge(let id) = subject { return id }
    return pane == .graph ? chosenEdge : nil
  }

  private var copiedNode: NodeID? {
    if case .node(let id) = subject { return id }
    return pane == .graph ? selection : nil
  }
}
