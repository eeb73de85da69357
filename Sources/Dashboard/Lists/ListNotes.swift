import Mesh
import Terminal

/// What stands above the rows of a list: what is wrong now, or how much is encrypted.
enum ListNotes {
  /// The lines, as many as there is room for beside the rows.
  static func lines(of id: ListID, _ mesh: MeshIndex, _ facts: ListFacts, height: Int) -> [ListNote] {
    if height < 8 { return [] }
    let notes: [ListNote]
    switch (id.pane, id.number) {
    case (.overview, 0): notes = troubles(mesh, limit: max(1, height / 3))
    case (.security, 0): notes = encryption(mesh).map { ListNote($0) }
    case (.controlPlane, 0):
      notes = (facts.controlPlane?.warnings ?? []).flatMap { Text.wrapped($0, width: narrowest) }.prefix(height / 2)
        .map { ListNote(Line($0, .warning)) }
    default: return []
    }
    return notes.isEmpty ? [] : notes + [ListNote(Line())]
  }

  /// The cells that a note has in any case.
  private static let narrowest = 56

  /// The nodes that do worst, each with its commonest failure, and how many edges are plaintext.
  private static func troubles(_ mesh: MeshIndex, limit: Int) -> [ListNote] {
    let names = NodeNames(mesh.snapshot)
    let troubles = NodeTrouble.all(in: mesh)
    var notes = troubles.prefix(limit).map { trouble in
      let node = mesh.snapshot.nodes[trouble.node]
      let share =
        trouble.percent > 0
        ? "  \(Figures.percent(trouble.percent)) of \(trouble.noun) \(trouble.words(mesh, names))" : ""
      return ListNote(
        Line([
          Span(node.health.rawValue.padded(10), node.health.role), Span(names.full(node), .text), Span(share, .dim),
        ]), .node(node.id))
    }
    if troubles.count > limit { notes.append(ListNote(Line("and \(troubles.count - limit) more", .dim))) }
    if troubles.isEmpty { notes.append(ListNote(Line("Nothing fails.", .healthy))) }
    let plain = mesh.totals.plaintextEdges
    if plain > 0 { notes.append(ListNote(Line("plaintext on \(Figures.count(plain, "edge"))", .plaintext))) }
    return notes
  }

  /// How much of the mesh is encrypted, and of how many called services requests are known.
  private static func encryption(_ mesh: MeshIndex) -> [Line] {
    let totals = mesh.totals
    let called = mesh.serviceTotals()
    let domains = Set(mesh.snapshot.edges.flatMap(\.sourcePrincipals).compactMap { Principal($0).domain }).sorted()
    var encrypted = [
      Span("mTLS \(totals.mtls.figure)", totals.mtls.state.role), Span(" of what is known", .dim),
    ]
    if totals.plaintextEdges > 0 {
      encrypted += [
        Span(", ", .dim), Span("\(Figures.count(totals.plaintextEdges, "edge")) with plaintext", .plaintext),
      ]
    }
    if totals.unknownEdges > 0 {
      encrypted.append(Span(", \(Figures.count(totals.unknownEdges, "edge")) not known", .dim))
    }
    let known = called.count { $0.inbound.hasRequests }
    let services = Figures.count(called.count, "called service")
    var lines = [Line(encrypted), Line("requests (L7) of \(known) of \(services), else connections alone", .dim)]
    if !domains.isEmpty { lines.append(Line("trust domains: \(domains.joined(separator: ", "))", .dim)) }
    return lines
  }
}
