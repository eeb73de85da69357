import Mesh
import Terminal

/// A piece of text in one style.
struct Span {
  var text: String
  var role: Role
  /// Whether it is a figure: a part of one would be another figure, so that it is shown whole or not at all.
  var isFigure: Bool

  init(_ text: String, _ role: Role = .text, isFigure: Bool = false) {
    self.text = text
    self.role = role
    self.isFigure = isFigure
  }
}

extension [Span] {
  /// The cells that they take.
  var width: Int { reduce(0) { $0 + displayWidth(of: $1.text) } }
}

/// A line of text in several styles: what stands at the left, which is cut where there is no room, and what stands at
/// the right, which is not.
struct Line {
  var left: [Span]
  var right: [Span]

  init(_ left: [Span] = [], right: [Span] = []) {
    self.left = left
    self.right = right
  }

  /// A line of one piece.
  init(_ text: String, _ role: Role = .text) { self.init([Span(text, role)]) }
}

/// Some lines under a heading; a row can lead to a node.
struct Section {
  var title: String
  var lines: [Line]
  /// Whether rows lead somewhere and can be chosen.
  var isList = false
}

/// All that the details say of a node or an edge.
struct Detail {
  var title: Line
  var sections: [Section]
}
