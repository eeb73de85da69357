/// What a style is for. Each pane asks the theme for a role, never for a colour.
///
/// Names in theme files are in kebab case, such as `border-focused`.
public enum Role: String, CaseIterable, Sendable {
  // Text and frames
  case text
  case dim
  case title
  case label
  case border
  case borderFocused = "border-focused"
  case accent
  case bar
  case ghost
  case stale
  // The first rows and the keys
  case header
  case headerLabel = "header-label"
  case headerValue = "header-value"
  case tab
  case tabSelected = "tab-selected"
  case key
  // What the user points at
  case selection
  case cursor
  case match
  // Health
  case healthy
  case degraded
  case failing
  case idle
  case unknown
  case warning
  case error
  // Encryption
  case encrypted
  case plaintext
  case partial
  // The graph
  case edge
  case edgeSelected = "edge-selected"
  case node
  case nodeSelected = "node-selected"
  case nodeNeighbour = "node-neighbour"
  // Series of a chart, and namespaces
  case series1 = "series-1"
  case series2 = "series-2"
  case series3 = "series-3"
  case series4 = "series-4"
  case series5 = "series-5"
  case series6 = "series-6"
  case namespace1 = "namespace-1"
  case namespace2 = "namespace-2"
  case namespace3 = "namespace-3"
  case namespace4 = "namespace-4"
  case namespace5 = "namespace-5"
  case namespace6 = "namespace-6"
  case namespace7 = "namespace-7"
  case namespace8 = "namespace-8"

  /// The styles of a chart's lines, in order.
  public static let series: [Role] = [.series1, .series2, .series3, .series4, .series5, .series6]

  /// The styles that tell namespaces apart, in order.
  public static let namespaces: [Role] = [
    .namespace1, .namespace2, .namespace3, .namespace4, .namespace5, .namespace6, .namespace7, .namespace8,
  ]
}
