/// The measures of a cell in a picture, in tenths of a pixel. They are whole pixels or the middle of one, so that lines are sharp.
enum CellGrid {
  static let width = 90
  static let height = 190
  /// From the top of a cell to the line on which letters stand.
  static let baseline = 140
  /// The size of letters: those of most monospace fonts are as wide as 0.6 of it.
  static let fontSize = 150
  static let middleX = width / 2
  static let middleY = height / 2
  /// From the middle to each line of a double one.
  static let doubling = 20
  /// Around the grid.
  static let margin = 100
}
