extension Canvas {
  /// The canvas as a picture in SVG 1.1: lines, blocks, marks and arrow heads as paths that join without gaps, text where its
  /// cells are whatever font there is. It has no scripts and refers to nothing.
  ///
  /// - Parameters:
  ///   - page: the colours of what has the terminal's own.
  ///   - title: what it shows, for those who do not see it.
  ///   - description: more about it; empty for nothing.
  ///   - isPartOfPage: whether the picture becomes a part of an HTML page, without a declaration of its own.
  public func svg(on page: Theme.Page, title: String, description: String = "", isPartOfPage: Bool = false) -> [UInt8] {
    var picture = SVGPicture(self, page)
    picture.draw()
    return picture.text(title: title, description: description, isPartOfPage: isPartOfPage)
  }
}

/// A picture of a canvas: what lies behind, and a layer for each style.
private struct SVGPicture {
  private let canvas: Canvas
  private let page: Theme.Page
  private var styles: [Style] = []
  private var layers: [SVGLayer] = []
  private var places: [Style: Int] = [:]
  private var backgrounds: [(color: Color, rect: CellRect)] = []

  init(_ canvas: Canvas, _ page: Theme.Page) {
    self.canvas = canvas
    self.page = page
  }

  // MARK: Drawing

  mutating func draw() {
    for y in 0..<canvas.height { draw(row: y) }
  }

  private mutating func draw(row y: Int) {
    let cells = canvas.row(y)
    var run = TextRun(y: y)
    for (x, cell) in zip(0..., cells) {
      if cell.width > 0 || x == 0 { addBackground(cell, x: x, y: y) }
      guard cell.width > 0 else { continue }
      let isBlank = cell.scalar == 0x20 || cell.scalar == 0xA0
      if isBlank {
        run.blanks += 1
      } else if let shape = CellShape.of(cell.scalar), cell.marks.0 == 0 {
        end(&run)
        layers[layer(cell.style)].add(shape, x: x, y: y)
      } else {
        // A sign that the font may not have gets a place of its own, so that another font's does not shift what follows.
        let isCommon = cell.width == 1 && cell.scalar < 0x250
        if run.isEmpty || run.style != cell.style || run.blanks > 1 || !isCommon || !run.isCommon { end(&run) }
        run.add(cell, x: x, isCommon: isCommon)
      }
      if cell.style.attributes.contains(.underline) {
        layers[layer(cell.style)].underline(x: x, y: y, cells: cell.width)
      }
    }
    end(&run)
  }

  private mutating func end(_ run: inout TextRun) {
    if !run.isEmpty { run.write(to: &layers[layer(run.style)].texts) }
    run = TextRun(y: run.y)
  }

  private mutating func layer(_ style: Style) -> Int {
    // What differs in its background alone is in one layer.
    var key = Style(foreground: foreground(style), attributes: style.attributes)
    key.attributes.remove(.reverse)
    key.attributes.remove(.underline)
    if let place = places[key] { return place }
    places[key] = layers.count
    styles.append(key)
    layers.append(SVGLayer())
    return layers.count - 1
  }

  private mutating func addBackground(_ cell: Cell, x: Int, y: Int) {
    let color = background(cell.style)
    guard color != page.background else { return }
    let rect = CellRect(x: x, y: y, width: max(1, cell.width), height: 1)
    if let last = backgrounds.last, last.color == color, last.rect.y == y, last.rect.maxX == x {
      backgrounds[backgrounds.count - 1].rect = CellRect(
        x: last.rect.x, y: y, width: last.rect.width + rect.width, height: 1)
    } else {
      backgrounds.append((color, rect))
    }
  }

  private func foreground(_ style: Style) -> Color {
    let (own, other) =
      style.attributes.contains(.reverse)
      ? (style.background, page.background) : (style.foreground, page.foreground)
    return own == .standard ? other : own
  }

  private func background(_ style: Style) -> Color {
    let (own, other) =
      style.attributes.contains(.reverse)
      ? (style.foreground, page.foreground) : (style.background, page.background)
    return own == .standard ? other : own
  }

  // MARK: Writing

  func text(title: String, description: String, isPartOfPage: Bool) -> [UInt8] {
    let width = canvas.width * CellGrid.width + 2 * CellGrid.margin
    let height = canvas.height * CellGrid.height + 2 * CellGrid.margin
    var text = SVGText()
    if !isPartOfPage { text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" as StaticString) }
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"")
    text.append(width)
    text.append("\" height=\"")
    text.append(height)
    text.append("\" viewBox=\"0 0 ")
    text.append(width)
    text.append(" ")
    text.append(height)
    text.append("\">\n<title>\(Text.xml(title))</title>\n")
    if !description.isEmpty { text.append("<desc>\(Text.xml(description))</desc>\n") }
    text.append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"\(page.background.hex ?? "#fff")\"/>\n")
    text.append(
      """
      <g transform="translate(10 10)" font-family="ui-monospace,'SF Mono',SFMono-Regular,'Cascadia Mono',Menlo,Consolas,\
      'DejaVu Sans Mono','Liberation Mono',monospace" font-size="15">

      """)
    writeBackgrounds(to: &text)
    for (style, layer) in zip(styles, layers) {
      layer.write(to: &text, color: style.foreground.hex ?? "#000", attributes: attributes(of: style))
    }
    text.append("</g>\n</svg>\n" as StaticString)
    return text.bytes
  }

  private func writeBackgrounds(to text: inout SVGText) {
    var paths: [Color: SVGText] = [:]
    var order: [Color] = []
    for (color, rect) in backgrounds {
      if paths[color] == nil { order.append(color) }
      paths[color, default: SVGText()].add(
        CellRect(
          x: rect.x * CellGrid.width, y: rect.y * CellGrid.height, width: rect.width * CellGrid.width,
          height: CellGrid.height))
    }
    for color in order {
      text.append("<path fill=\"\(color.hex ?? "#fff")\" shape-rendering=\"crispEdges\" d=\"")
      if let path = paths[color] { text.append(path) }
      text.append("\"/>\n" as StaticString)
    }
  }

  private func attributes(of style: Style) -> String {
    var text = ""
    if style.attributes.contains(.bold) { text += " font-weight=\"bold\"" }
    if style.attributes.contains(.italic) { text += " font-style=\"italic\"" }
    if style.attributes.contains(.dim) { text += " opacity=\".65\"" }
    return text
  }
}

/// Text in cells of one row that follow each other in one style, with single blanks between.
private struct TextRun {
  let y: Int
  private(set) var style = Style.plain
  private(set) var isCommon = true
  /// Blanks after its last character.
  var blanks = 0
  private var x = 0
  private var cells = 0
  private var content = SVGText()

  init(y: Int) { self.y = y }

  var isEmpty: Bool { cells == 0 }

  mutating func add(_ cell: Cell, x: Int, isCommon: Bool) {
    if isEmpty {
      self.x = x
      style = cell.style
      self.isCommon = isCommon
    } else if blanks > 0 {
      content.append(" " as StaticString)
      cells += 1
    }
    blanks = 0
    content.append(escaped: cell.scalar)
    for mark in [cell.marks.0, cell.marks.1] where mark != 0 { content.append(escaped: mark) }
    cells += cell.width
  }

  func write(to text: inout SVGText) {
    let left = x * CellGrid.width
    let width = cells * CellGrid.width
    text.append("<text x=\"" as StaticString)
    text.append(isCommon ? left : left + width / 2)
    text.append("\" y=\"" as StaticString)
    text.append(y * CellGrid.height + CellGrid.baseline)
    if !isCommon {
      text.append("\" text-anchor=\"middle" as StaticString)
    } else if cells > 1 {
      text.append("\" textLength=\"" as StaticString)
      text.append(width)
    }
    text.append("\">" as StaticString)
    text.append(content)
    text.append("</text>" as StaticString)
  }
}
