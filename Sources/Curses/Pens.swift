import CNcurses
import Terminal

/// What ncurses needs to draw a style: attributes and a pair of colours.
struct Pen {
  var attributes: attr_t
  var pair: Int32
}

/// The pens of the styles that were drawn so far.
struct Pens {
  let depth: ColorDepth
  private let hasBrightColors: Bool
  /// Whether the description is ``DirectColor``'s.
  private let isDirect: Bool
  private let mostPairs: Int
  private var pens: [Style: Pen] = [:]
  private var pairs: Set<Int32> = []
  /// Whether there are pens to forget.
  var isEmpty: Bool { pens.isEmpty }
  /// Whether a style went without its colours, because the terminal has no more pairs.
  private(set) var isExhausted = false

  /// Sets up colours, as many as are wanted and the terminal has.
  init(wanted: ColorDepth) {
    let hasColors = wanted != .none && has_colors() && start_color() == OK && use_default_colors() == OK
    let colors = hasColors ? Int(curses_colors()) : 0
    isDirect = colors == Int(DirectColor.count)
    let most: ColorDepth = isDirect ? .truecolor : colors >= 256 ? .ansi256 : colors >= 8 ? .ansi16 : .none
    depth = min(wanted, most)
    hasBrightColors = colors >= 16
    mostPairs = Int(curses_pairs())
  }

  /// Forgets all pens, to make room. What was drawn with them must be drawn again.
  mutating func reset() {
    reset_color_pairs()
    pens = [:]
    pairs = []
    isExhausted = false
  }

  /// The pen of a style. O(1) once known.
  mutating func pen(_ style: Style) -> Pen {
    if let pen = pens[style] { return pen }
    var reduced = style.reduced(to: depth)
    if depth == .ansi16, !hasBrightColors { reduced = darkened(reduced) }
    var pen = Pen(attributes: attributes(reduced.attributes), pair: 0)
    if reduced.foreground != .standard || reduced.background != .standard {
      // Beyond this, ncurses would take a pair from cells on the screen.
      if pairs.count < mostPairs - 2 {
        pen.pair = max(0, alloc_pair(number(reduced.foreground), number(reduced.background)))
        pairs.insert(pen.pair)
      } else {
        isExhausted = true
        pen.attributes = attributes(reduced.withoutColors.attributes)
      }
    }
    pens[style] = pen
    return pen
  }

  private func attributes(_ attributes: Attributes) -> attr_t {
    var result: attr_t = 0
    if attributes.contains(.bold) { result |= curses_bold() }
    if attributes.contains(.dim) { result |= curses_dim() }
    if attributes.contains(.italic) { result |= curses_italic() }
    if attributes.contains(.underline) { result |= curses_underline() }
    if attributes.contains(.reverse) { result |= curses_reverse() }
    return result
  }

  private func number(_ color: Color) -> Int32 {
    switch color {
    case .standard: -1
    case .indexed(let index): Int32(index) + (isDirect ? DirectColor.palette : 0)
    case .rgb(let red, let green, let blue): isDirect ? Int32(red) << 16 | Int32(green) << 8 | Int32(blue) : -1
    }
  }

  /// The style with eight colours: bright text is bold.
  private func darkened(_ style: Style) -> Style {
    var style = style
    if case .indexed(let index) = style.foreground, index >= 8 {
      // Bright black is what such terminals make of bold black, if anything.
      style.foreground = index == 8 ? .standard : .indexed(index - 8)
      style.attributes.insert(index == 8 ? .dim : .bold)
    }
    if case .indexed(let index) = style.background, index >= 8 {
      if index == 8 { return Style(attributes: style.attributes.union(.reverse)) }
      style.background = .indexed(index - 8)
    }
    return style
  }
}
