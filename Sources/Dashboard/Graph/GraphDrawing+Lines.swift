import Layout
import Mesh
import Terminal

extension GraphDrawing {
  /// Draws the lines: those of chosen edges doubled, all in the style of their encryption.
  func drawLines(_ cells: LineCells, on canvas: inout Canvas, _ shift: Shift) {
    let viewport = cells.viewport
    var looks = [LineLook?](repeating: nil, count: scene.request.edges.count)
    func look(at cell: Point, isHorizontal: Bool) -> LineLook {
      var result = LineLook()
      cells.forEachEdge(at: cell, isHorizontal: isHorizontal) { index in
        let next = looks[index] ?? lineLook(scene.request.edges[index])
        looks[index] = next
        result.add(next)
      }
      return result
    }
    for y in viewport.y..<viewport.maxY {
      for x in viewport.x..<viewport.maxX {
        let cell = Point(x: x, y: y)
        let arms = cells.arms(at: cell)
        if arms.isEmpty { continue }
        let across = look(at: cell, isHorizontal: true)
        let down = look(at: cell, isHorizontal: false)
        // A line passes over another one in its own style; where they meet, they are one.
        var top = across.rank >= down.rank ? across : down
        if arms != .crossing, across.rank >= 0, down.rank >= 0 {
          top = across
          top.add(down)
        }
        let glyph = glyph(arms, chosen: cells.markedArms(at: cell), top.mtls, at: cell)
        canvas.put(glyph, x: x + shift.x, y: y + shift.y, style: self.look.theme[top.role])
      }
    }
  }

  private func glyph(_ arms: LineCells.Arms, chosen: LineCells.Arms, _ mtls: MutualTLS.State, at cell: Point)
    -> Character
  {
    let glyphs = look.glyphs
    let single = glyphs.lines(mtls)
    if chosen.isEmpty { return single[GlyphSet.Arms(rawValue: arms.rawValue)] }
    let isAcross = !chosen.isDisjoint(with: [.left, .right])
    let isDown = !chosen.isDisjoint(with: [.up, .down])
    if mtls != .full, isAcross != isDown, arms.isStraight {
      // There are no double lines with gaps: every other cell shows the encryption.
      if (isAcross ? cell.x : cell.y) % 2 != 0 { return single[GlyphSet.Arms(rawValue: arms.rawValue)] }
    }
    return glyphs.lines(doubleAcross: isAcross, doubleDown: isDown)[GlyphSet.Arms(rawValue: arms.rawValue)]
  }
}

extension LineCells.Arms {
  /// Whether a line passes without a turn, a fork or a crossing.
  var isStraight: Bool { self == [.left, .right] || self == [.up, .down] }
}
