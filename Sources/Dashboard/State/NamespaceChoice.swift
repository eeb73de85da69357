import Mesh
import Terminal

/// The choice of namespaces to look at, while it is made.
public struct NamespaceChoice: Sendable, Equatable {
  /// What the names are narrowed by.
  public internal(set) var text = ""
  /// The row, of those that are left.
  public internal(set) var row = 0
  /// The names that are marked; none for all.
  public internal(set) var marked: Set<String>
  /// Whether anything was marked or unmarked.
  var isTouched = false

  init(marked: Set<String>) { self.marked = marked }
}

extension State {
  /// Whether keys are typed into the choice of namespaces.
  var isChoosingNamespaces: Bool { if case .namespaces = overlay { true } else { false } }

  /// The names that the text of a choice leaves, in alphabetical order. O(namespaces).
  func names(in choice: NamespaceChoice) -> [String] {
    let text = choice.text.lowercased()
    let all = Set(namespaceClusters.keys).union(choice.marked)
    return all.filter { text.isEmpty || $0.lowercased().contains(text) }.sorted()
  }

  /// Notes which namespaces there are: they can be chosen also when an answer no longer has them. O(nodes).
  mutating func noteNamespaces(of mesh: MeshIndex) {
    for node in mesh.snapshot.nodes where !node.namespace.isEmpty && node.namespace != "unknown" {
      namespaceClusters[node.namespace, default: []].insert(node.cluster)
    }
  }

  /// Opens the choice with what is chosen marked; of names with `*`, those that they stand for.
  mutating func openNamespaces() {
    let globs = settings.namespaces
    let known = namespaceClusters.keys.filter { name in globs.contains { Glob.matches($0, name) } }
    let plain = globs.filter { !$0.contains("*") && !$0.contains("?") }
    overlay = .namespaces(NamespaceChoice(marked: Set(known + plain)))
  }

  /// Takes a key in the choice of namespaces.
  mutating func take(_ press: KeyPress, in choice: NamespaceChoice) -> [Effect] {
    var choice = choice
    let names = names(in: choice)
    switch press.key {
    case .enter: return apply(choice, names)
    case .escape:
      overlay = nil
      return []
    case .character(" "): choice.toggle(names)
    case .control("a"):
      choice.marked = []
      choice.isTouched = true
    case .up, .backTab, .control("p"): choice.row -= 1
    case .down, .tab, .control("n"): choice.row += 1
    case .pageUp: choice.row -= NamespacesOverlay.rows(self)
    case .pageDown: choice.row += NamespacesOverlay.rows(self)
    case .home: choice.row = 0
    case .end: choice.row = names.count - 1
    case .backspace where choice.text.isEmpty:
      overlay = nil
      return []
    default:
      var text = choice.text
      if TypedLine.edit(&text, press, longest: NamespaceChoice.longestText) { choice.type(text) }
    }
    choice.row = min(max(0, choice.row), max(0, self.names(in: choice).count - 1))
    overlay = .namespaces(choice)
    return []
  }

  /// Looks at what is marked or, where only a name was typed, at the namespace of the row.
  private mutating func apply(_ choice: NamespaceChoice, _ names: [String]) -> [Effect] {
    overlay = nil
    if choice.isTouched { return look(atNamespaces: choice.marked.sorted()) }
    guard !choice.text.isEmpty, names.indices.contains(choice.row) else { return [] }
    return look(atNamespaces: [names[choice.row]])
  }

  /// Limits the whole dashboard to the traffic of some namespaces; none for all.
  private mutating func look(atNamespaces namespaces: [String]) -> [Effect] {
    guard namespaces != settings.namespaces else { return [] }
    settings.namespaces = namespaces
    say(namespaces.isEmpty ? "All namespaces." : "Traffic \(Self.title(ofNamespaces: namespaces)).", for: 3)
    return ask()
  }

  /// The namespaces that the mesh which is shown is limited to.
  var shownNamespaces: [String] { shownQuestion?.namespaces ?? settings.namespaces }

  /// Which namespaces are looked at, in a few words; empty for all.
  static func title(ofNamespaces namespaces: [String]) -> String {
    if namespaces.isEmpty { return "" }
    let names = namespaces.joined(separator: ", ")
    return namespaces.count > 1 && names.count > 30 ? "in \(namespaces.count) namespaces" : "in \(names)"
  }
}

extension NamespaceChoice {
  /// The longest text that can be typed.
  fileprivate static let longestText = 60

  /// Narrows the names by another text.
  mutating func type(_ text: String) {
    self.text = String(text.prefix(Self.longestText))
    row = 0
  }

  fileprivate mutating func toggle(_ names: [String]) {
    guard names.indices.contains(row) else { return }
    marked.formSymmetricDifference([names[row]])
    isTouched = true
  }
}
