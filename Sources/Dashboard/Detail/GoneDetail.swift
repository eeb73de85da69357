import FoundationEssentials
import Mesh
import Terminal

extension Detail {
  /// What is known of a node that is gone: no figures, but since when.
  init(_ ghost: Changes.Ghost<Node>, _ utcOffset: Int, _ glyphs: GlyphSet) {
    title = Self.goneTitle([Span(ghost.value.name, .title)], glyphs)
    let place = Line("\(ghost.value.kind.rawValue) \(glyphs.separator) \(ghost.value.namespace)", .dim)
    sections = [Section(title: "", lines: [place]), Self.gone(ghost.since, utcOffset)]
  }

  /// What is known of an edge that is gone: no figures, but since when.
  init(_ ghost: Changes.Ghost<Edge>, of mesh: MeshIndex, _ names: NodeNames, _ utcOffset: Int, _ glyphs: GlyphSet) {
    func name(_ id: NodeID) -> String { names.full(id, in: mesh) }
    title = Self.goneTitle(
      [
        Span(name(ghost.value.source), .title), Span(" \(glyphs.arrowRight) ", .dim),
        Span(name(ghost.value.target), .title),
      ], glyphs)
    sections = [Self.gone(ghost.since, utcOffset)]
  }

  private static func goneTitle(_ name: [Span], _ glyphs: GlyphSet) -> Line {
    Line(name, right: [Span("\(glyphs.removed) gone", .ghost)])
  }

  private static func gone(_ since: Date, _ utcOffset: Int) -> Section {
    Section(
      title: "",
      lines: [
        Line("gone since \(Clock.time(since, utcOffset: utcOffset))", .warning),
        Line("Nobody reports traffic since then.", .dim),
      ])
  }
}
