import Mesh

/// The line in which everything can be found and done.
struct Palette: Sendable {
  /// An entry that matches what is typed.
  struct Match: Sendable {
    /// Its place among the entries.
    var entry: Int
    /// The scalars of its text that are matched.
    var places: [Int]
  }

  /// The longest text, in characters.
  static let longest = 200
  /// How many texts are remembered.
  static let remembered = 50

  /// What is typed.
  private(set) var text = ""
  /// What there is, in the order in which it is shown where it matches equally well.
  private(set) var entries: [PaletteEntry] = []
  /// The entries that match, the best first.
  private(set) var matches: [Match] = []
  /// The chosen match.
  private(set) var row = 0
  /// Texts that something was done by, the oldest first.
  private(set) var history: [String] = []
  /// The text of the history that is shown; nil while the user types.
  private var recalled: Int?
  private var nodes: [NodeID] = []
  private let fixed: [PaletteEntry]

  /// The chosen entry.
  var chosen: PaletteEntry? { matches.indices.contains(row) ? entries[matches[row].entry] : nil }

  /// A palette that knows no mesh yet.
  init(_ settings: Settings) {
    fixed = PaletteEntry.fixed(settings)
    entries = fixed
  }

  /// Takes the places of a mesh, where they are others than before: O(nodes).
  mutating func prepare(_ snapshot: Snapshot) {
    guard !nodes.elementsEqual(snapshot.nodes.lazy.map(\.id)) else { return }
    nodes = snapshot.nodes.map(\.id)
    let deed = chosen?.deed
    entries = fixed + PaletteEntry.places(in: snapshot)
    match()
    // What is chosen stays chosen while new answers come.
    if let deed { row = matches.firstIndex { entries[$0.entry].deed == deed } ?? 0 }
  }

  /// Begins with an empty line.
  mutating func begin() { type("") }

  /// Takes another text: O(entries).
  mutating func type(_ text: String) {
    self.text = String(text.prefix(Self.longest))
    recalled = nil
    match()
  }

  /// Goes up or down in the matches, round about.
  mutating func move(_ by: Int) {
    guard !matches.isEmpty else { return }
    row = (row + by + matches.count) % matches.count
  }

  /// Goes up or down so far, not beyond the ends.
  mutating func page(_ by: Int) { row = max(0, min(row + by, matches.count - 1)) }

  /// Goes to an older text of the history, where the line is empty or already one of them.
  ///
  /// - Returns: whether the line was such a one.
  mutating func recallOlder() -> Bool {
    guard recalled != nil || (text.isEmpty && row == 0) else { return false }
    let place = (recalled ?? history.count) - 1
    if history.indices.contains(place) { recall(place) }
    return recalled != nil
  }

  /// Goes to a newer text of the history, and then to an empty line.
  ///
  /// - Returns: whether the line was one of the history.
  mutating func recallNewer() -> Bool {
    guard let place = recalled else { return false }
    if history.indices.contains(place + 1) { recall(place + 1) } else { type("") }
    return true
  }

  /// Keeps what was done: the text, or the name of what was chosen without one.
  mutating func remember() {
    guard let title = chosen?.title ?? (text.isEmpty ? nil : text) else { return }
    let line = text.isEmpty ? title : text
    history.removeAll { $0 == line }
    history = history.suffix(Self.remembered - 1) + [line]
  }

  private mutating func recall(_ place: Int) {
    type(history[place])
    recalled = place
  }

  private mutating func match() {
    row = 0
    let query = FuzzyQuery(text)
    if query.isEmpty {
      matches = entries.indices.map { Match(entry: $0, places: []) }
      return
    }
    var found: [(score: Int, match: Match)] = []
    for (index, entry) in entries.enumerated() {
      if let match = query.match(entry.text) {
        // A name says more than what is told of it.
        let bonus = match.places.allSatisfy { $0 < entry.titleLength } ? 10 : 0
        found.append((match.score + bonus, Match(entry: index, places: match.places)))
      }
    }
    found.sort { ($1.score, $0.match.entry) < ($0.score, $1.match.entry) }
    matches = found.map(\.match)
  }
}
