import Terminal

/// The choice of a format to save in.
enum FormatsOverlay {
  /// Draws the choice over the panes.
  static func draw(row: Int, on canvas: inout Canvas, _ look: Look) {
    let rows = zip(Overlay.rowKeys, ExportFormat.offered).map { key, format in
      [
        Span(" \(key)", .key), Span("  .\(format.fileExtensions.first ?? "")".padded(9)),
        Span(format.explanation, .dim),
      ]
    }
    ChoiceOverlay.draw(rows, row: row, title: "Save as", width: 62, on: &canvas, look)
  }
}
