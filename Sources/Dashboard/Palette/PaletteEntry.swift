import Mesh

/// Something that the palette can do.
struct PaletteEntry: Sendable {
  /// What choosing it does.
  enum Deed: Sendable, Hashable {
    case command(Command)
    case interval(Duration)
    case namespace(NodeGroup)
    case node(NodeID)
    case theme(String)
    case window(Duration)
    case find(String)
    case hide(String)
  }

  let deed: Deed
  /// What it is called.
  let title: String
  /// What it is, or does.
  let note: String
  /// What is searched: title and note, folded.
  let text: [Unicode.Scalar]
  /// How many scalars of the text are the title.
  let titleLength: Int

  init(_ deed: Deed, _ title: String, _ note: String, isNoteSearched: Bool = true) {
    self.deed = deed
    self.title = title
    self.note = note
    titleLength = title.unicodeScalars.count
    text = FuzzyQuery.folded(isNoteSearched ? "\(title) \(note)" : title)
  }

  /// What there is without a mesh: commands, windows, intervals, expressions, themes.
  static func fixed(_ settings: Settings) -> [PaletteEntry] {
    // Moving is what nobody looks for here.
    let commands = Command.allCases.filter { $0 != .palette }
    let order = commands.filter { $0.topic != .moving } + commands.filter { $0.topic == .moving }
    return order.map { PaletteEntry(.command($0), $0.rawValue, $0.explanation) }
      + Overlay.windows.map { PaletteEntry(.window($0), "window \(Figures.span($0))", "rates over the last so long") }
      + State.intervals.map { PaletteEntry(.interval($0), "every \(Figures.span($0))", "refresh so often") }
      + settings.finds.map { PaletteEntry(.find($0.text), "find: \($0.name)", $0.text) }
      + settings.hides.map { PaletteEntry(.hide($0.text), "hide: \($0.name)", $0.text) }
      + settings.themes.map { PaletteEntry(.theme($0), "theme \($0)", "colours") }
  }

  /// The namespaces and nodes of a mesh: O(nodes · log nodes).
  static func places(in snapshot: Snapshot) -> [PaletteEntry] {
    let names = NodeNames(snapshot)
    let groups = Set(snapshot.nodes.compactMap { NodeGroup.groups(of: $0).first })
    let namespaces = groups.map { group in
      let isNamespace = !group.namespace.isEmpty
      let title = names.hasClusters && isNamespace ? "\(group.cluster)/\(group.name)" : group.name
      return PaletteEntry(.namespace(group), title, isNamespace ? "namespace" : "cluster")
    }
    let nodes = snapshot.nodes.map {
      PaletteEntry(.node($0.id), names.full($0), $0.kind.rawValue, isNoteSearched: false)
    }
    return namespaces.sorted { $0.title < $1.title } + nodes.sorted { $0.title < $1.title }
  }
}
