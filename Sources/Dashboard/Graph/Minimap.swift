import Layout
import Mesh
import Terminal

/// A drawing made so small that it is seen as a whole: dots of braille patterns, two by four in a cell, stand for its boxes.
///
/// It is made once for a drawing. What changes with each frame is only where the viewport is.
struct Minimap: Sendable {
  /// The sizes that maps may have, for small and for large panes.
  static let sizes = [CellSize(width: 20, height: 4), CellSize(width: 32, height: 8)]

  /// The size of the map.
  let size: CellSize
  /// By cell, row by row: the dots that are set, as the bits of a braille pattern.
  private(set) var dots: [UInt8]
  private var boxes: [[Int32]]
  private let width: Int
  private let height: Int

  /// The map of a drawing in so many cells at most: O(boxes + cells).
  init(_ drawing: Drawing, within most: CellSize) {
    width = max(1, drawing.width)
    height = max(1, drawing.height)
    let columns = min(most.width, max(4, most.height * width / height))
    let size = CellSize(width: columns, height: min(most.height, max(1, (columns * height + width - 1) / width)))
    self.size = size
    dots = [UInt8](repeating: 0, count: size.width * size.height)
    boxes = [[Int32]](repeating: [], count: dots.count)
    for (index, box) in drawing.boxes.enumerated() where box.rect.width > 0 {
      let columns = Self.range(box.rect.x..<box.rect.maxX, from: width, to: size.width * 2)
      let rows = Self.range(box.rect.y..<box.rect.maxY, from: height, to: size.height * 4)
      for row in rows {
        for column in columns {
          let cell = row / 4 * size.width + column / 2
          dots[cell] |= Self.bits[row % 4][column % 2]
          if boxes[cell].last != Int32(index) { boxes[cell].append(Int32(index)) }
        }
      }
    }
  }

  /// The bits of a pattern's dots, by row and column.
  static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  /// Where a range of one length lies in another length; at least one place.
  private static func range(_ range: Range<Int>, from: Int, to: Int) -> ClosedRange<Int> {
    let first = min(max(0, range.lowerBound * to / from), to - 1)
    return first...min(max(first, (range.upperBound * to - 1) / from), to - 1)
  }

  /// The cells of the map for a part of the drawing.
  func cells(of rect: Rect) -> CellRect {
    let columns = Self.range(rect.x..<rect.maxX, from: width, to: size.width)
    let rows = Self.range(rect.y..<rect.maxY, from: height, to: size.height)
    return CellRect(x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
  }

  /// The cell of the drawing in the middle of a cell of the map.
  func place(x: Int, y: Int) -> Point {
    Point(x: (2 * x + 1) * width / (2 * size.width), y: (2 * y + 1) * height / (2 * size.height))
  }

  /// By cell: the worst health of the boxes in it: O(boxes + cells).
  func health(of nodes: [NodeID], in mesh: MeshIndex) -> [Health] {
    boxes.map { $0.lazy.compactMap { mesh.node(nodes[Int($0)])?.health }.max() ?? .idle }
  }
}
