import Layout
import Mesh
import Terminal

/// The drawing as a whole, with the part that is in view.
enum MinimapPane {
  /// Draws the minimap over a corner of the graph.
  static func draw(_ minimap: PlacedMinimap, _ state: State, on canvas: inout Canvas, _ look: Look) {
    guard let scene = state.scene else { return }
    let map = minimap.map
    let view = state.areas.main
    let seen = map.cells(of: Rect(x: state.origin.x, y: state.origin.y, width: view.width, height: view.height))
    let chosen = state.selection.flatMap(scene.box).map { map.cells(of: scene.drawing.boxes[$0].rect) }
    canvas.frame(minimap.frame, style: look.theme[.border], lines: look.glyphs.rounded)
    let inner = minimap.frame.interior
    for y in 0..<map.size.height {
      for x in 0..<map.size.width {
        let cell = y * map.size.width + x
        let isSeen = seen.contains(x: x, y: y)
        let role = role(minimap.health[cell], isChosen: chosen?.contains(x: x, y: y) ?? false, isSeen: isSeen)
        let background = look.theme[isSeen ? .selection : .text].background
        canvas.put(
          scalar: glyph(map.dots[cell], isSeen: isSeen, look.glyphs), x: inner.x + x, y: inner.y + y,
          style: look.theme[map.dots[cell] == 0 ? .border : role].on(background))
      }
    }
  }

  private static func role(_ health: Health, isChosen: Bool, isSeen: Bool) -> Role {
    if isChosen { return .nodeSelected }
    return health == .failing || health == .degraded ? health.role : isSeen ? .text : .dim
  }

  private static func glyph(_ dots: UInt8, isSeen: Bool, _ glyphs: GlyphSet) -> Unicode.Scalar {
    if dots == 0 { return isSeen ? glyphs.track.unicodeScalars.first ?? " " : " " }
    if !glyphs.hasBraille { return glyphs.block.unicodeScalars.first ?? "#" }
    return Unicode.Scalar(0x2800 + UInt32(dots)) ?? "#"
  }
}
