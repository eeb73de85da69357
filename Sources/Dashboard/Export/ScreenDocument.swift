import Terminal

/// The dashboard's screen as a file.
public struct ScreenDocument: Sendable {
  private let screen: Canvas
  private let page: Theme.Page
  private let caption: MeshCaption?
  private let pane: Pane

  /// The screen as it is now.
  public init(_ state: State, _ look: Look) {
    screen = state.screen(look)
    page = look.theme.page
    caption = state.mesh.map { MeshCaption($0) }
    pane = state.pane
  }

  /// The bytes of a file in one of the formats that show screens; as text in all others.
  public func bytes(_ format: ExportFormat) -> [UInt8] {
    switch format {
    case .svg:
      let description = "The dashboard's pane \(pane.title). \(caption?.sentence ?? "")"
      return screen.svg(on: page, title: caption?.title ?? "meshtop", description: description)
    case .ansi: return Array((screen.ansiText() + "\n").utf8)
    default: return Array((screen.plainText() + "\n").utf8)
    }
  }
}
