import Mesh

/// What a line that is being typed could become: expressions with a name, and what could stand at its end.
public struct FindList: Sendable, Equatable {
  /// One of these.
  enum Entry: Sendable, Equatable {
    case preset(FindPreset)
    case completion(FindCompletion)

    /// What is chosen by.
    var title: String {
      switch self {
      case .preset(let preset): preset.name
      case .completion(let completion): completion.text
      }
    }

    /// What it means.
    var note: String {
      switch self {
      case .preset(let preset): preset.text
      case .completion(let completion): completion.explanation
      }
    }
  }

  private(set) var entries: [Entry] = []
  /// The chosen entry; nil while none is.
  private(set) var row: Int?
  /// How many characters at the end of the line a completion takes the place of.
  private var replaced = 0

  /// Nothing.
  init() {}

  /// What fits a text: all presets for an empty one, else those that are named or begin like it, and what completes it.
  ///
  /// O(nodes + edges) where a value is typed, else O(1).
  init(_ text: String, _ presets: [FindPreset], _ mesh: MeshIndex?) {
    let typed = text.lowercased()
    if typed.isEmpty {
      entries = presets.map(Entry.preset)
      return
    }
    // The name is worth more than the words of the language, these more than what is in an expression.
    let named = presets.filter { $0.text != text && $0.name.lowercased().hasPrefix(typed) }
    let like = presets.filter { $0.text != text && $0.text.lowercased().hasPrefix(typed) && !named.contains($0) }
    var candidates: [FindCompletion] = []
    if let mesh { (replaced, candidates) = FindCompletion.list(text, of: mesh) }
    entries = named.map(Entry.preset) + candidates.map(Entry.completion) + like.map(Entry.preset)
  }

  /// Whether words of the language could stand at the end of the line.
  var hasCompletions: Bool { entries.contains { if case .completion = $0 { true } else { false } } }

  /// What tab or enter takes: the chosen entry, or the first.
  var offered: Entry? { row.map { entries[$0] } ?? entries.first }

  /// Goes up or down, round about.
  mutating func move(_ by: Int) {
    guard !entries.isEmpty else { return }
    row = row.map { ($0 + by + entries.count) % entries.count } ?? (by > 0 ? 0 : entries.count - 1)
  }

  /// The line with an entry taken into it.
  func line(_ text: String, with entry: Entry) -> String {
    switch entry {
    case .preset(let preset): preset.text
    case .completion(let completion): text.dropLast(replaced) + completion.text + " "
    }
  }
}
