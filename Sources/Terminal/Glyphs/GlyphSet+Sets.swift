extension GlyphSet {
  /// Unicode signs that common fonts have and that take one cell everywhere; no emoji.
  public static let unicode = GlyphSet(
    isASCII: false,
    light: Lines("─│┌┐└┘├┤┬┴┼"), rounded: Lines("─│╭╮╰╯├┤┬┴┼"), double: Lines("═║╔╗╚╝╠╣╦╩╬"),
    doubleAcross: Lines("═│╒╕╘╛╞╡╤╧╪"), doubleDown: Lines("─║╓╖╙╜╟╢╥╨╫"), dashed: Lines("╌╎╭╮╰╯├┤┬┴┼"),
    dotted: Lines("┈┊╭╮╰╯├┤┬┴┼"),
    arrowRight: "▶", arrowLeft: "◀", arrowUp: "▲", arrowDown: "▼",
    lockClosed: "■", lockOpen: "□", lockPartial: "◧", lockUnknown: "?",
    healthy: "●", degraded: "▲", failing: "✖", idle: "○", unknown: "?",
    ellipsis: "…", sortAscending: "↑", sortDescending: "↓", bullet: "•", separator: "·", chevron: "›", dash: "–",
    loop: "↻", expanded: "▾", collapsed: "▸", checked: "■", unchecked: "□", block: "█", track: "░", added: "+",
    removed: "−", found: "»", barEighths: Array("▏▎▍▌▋▊▉█"), sparkLevels: Array("▁▂▃▄▅▆▇█"), hasBraille: true)

  /// The Unicode signs and, outside of drawings, emoji.
  public static let emoji = unicode.withEmoji

  /// ASCII signs, for terminals and locales without Unicode. A fork is `+`; of two lines that cross, one is broken.
  public static let ascii = GlyphSet(
    isASCII: true,
    light: Lines("-|++++++++|"), rounded: Lines("-|++++++++|"), double: Lines("=\"++++++++\""),
    doubleAcross: Lines("=|++++++++="), doubleDown: Lines("-\"++++++++\""), dashed: Lines("~:++++++++:"),
    dotted: Lines(".:++++++++:"),
    arrowRight: ">", arrowLeft: "<", arrowUp: "^", arrowDown: "v",
    lockClosed: "#", lockOpen: "p", lockPartial: "%", lockUnknown: "?",
    healthy: "o", degraded: "!", failing: "x", idle: "-", unknown: "?",
    ellipsis: "~", sortAscending: "^", sortDescending: "v", bullet: "*", separator: "|", chevron: ">", dash: "-",
    loop: "@", expanded: "v", collapsed: ">", checked: "x", unchecked: "-", block: "#", track: ".", added: "+",
    removed: "-", found: ">", barEighths: Array("  --==##"), sparkLevels: Array("_..--==#"), hasBraille: false)
}
