/// What a key can ask for.
public enum Command: String, Sendable, Hashable, CaseIterable {
  case moveLeft = "move-left"
  case moveDown = "move-down"
  case moveUp = "move-up"
  case moveRight = "move-right"
  case pageDown = "page-down"
  case pageUp = "page-up"
  case first
  case last
  case next
  case previous
  case nextNeighbour = "next-neighbour"
  case previousNeighbour = "previous-neighbour"
  case open
  case expand
  case back
  case panLeft = "pan-left"
  case panDown = "pan-down"
  case panUp = "pan-up"
  case panRight = "pan-right"
  case centre
  case find
  case findNext = "find-next"
  case findPrevious = "find-previous"
  case hide
  case showHidden = "show-hidden"
  case graphPane = "graph-pane"
  case edgesPane = "edges-pane"
  case overviewPane = "overview-pane"
  case workloadsPane = "workloads-pane"
  case servicesPane = "services-pane"
  case securityPane = "security-pane"
  case controlPlanePane = "control-plane-pane"
  case doctorPane = "doctor-pane"
  case sortNext = "sort-next"
  case sortPrevious = "sort-previous"
  case sortReverse = "sort-reverse"
  case edgeLabel = "edge-label"
  case previousEdgeLabel = "previous-edge-label"
  case minimap
  case turn
  case density
  case grouping
  case layOutAnew = "lay-out-anew"
  case collapse
  case collapseAll = "collapse-all"
  case moreDetail = "more-detail"
  case lessDetail = "less-detail"
  case sinks
  case errorsOnly = "errors-only"
  case display
  case namespaces
  case focus
  case paths
  case window
  case refresh
  case pause
  case refreshMoreOften = "refresh-more-often"
  case refreshLessOften = "refresh-less-often"
  case stepBack = "step-back"
  case stepForward = "step-forward"
  case leapBack = "leap-back"
  case leapForward = "leap-forward"
  case present
  case replay
  case compare
  case record
  case theme
  case palette
  case copy
  case copyRow = "copy-row"
  case save
  case saveAs = "save-as"
  case repaint
  case messages
  case help
  case suspend
  case quit
  case quitAtOnce = "quit-at-once"

  /// The heading in the help under which the command stands.
  public enum Topic: String, Sendable, CaseIterable {
    case moving = "Moving"
    case finding = "Finding"
    case parts = "Parts of the mesh"
    case panes = "Panes"
    case edges = "Tables"
    case time = "Time"
    case program = "Program"
  }

  /// What the command does, for the help.
  public var explanation: String {
    switch self {
    case .moveLeft: "to the box, column or moment at the left"
    case .moveDown: "to the box or row below"
    case .moveUp: "to the box or row above"
    case .moveRight: "to the box, column or moment at the right"
    case .pageDown: "half a page down"
    case .pageUp: "half a page up"
    case .first: "to the first"
    case .last: "to the last"
    case .next: "to the next box or row"
    case .previous: "to the previous box or row"
    case .nextNeighbour: "next edge of the box, or next list"
    case .previousNeighbour: "previous edge of the box, or list"
    case .open: "open, or follow the chosen edge"
    case .expand: "details on the whole screen, with charts"
    case .back: "close, clear, go back"
    case .panLeft: "slide the graph left"
    case .panDown: "slide the graph down"
    case .panUp: "slide the graph up"
    case .panRight: "slide the graph right"
    case .centre: "bring the chosen box to the middle"
    case .find: "find a name, or by an expression"
    case .findNext: "next match"
    case .findPrevious: "previous match"
    case .hide: "hide what an expression selects"
    case .showHidden: "show what is hidden"
    case .graphPane: "graph"
    case .edgesPane: "edges"
    case .overviewPane: "overview of namespaces"
    case .workloadsPane: "workloads"
    case .servicesPane: "called services"
    case .securityPane: "what is not encrypted"
    case .controlPlanePane: "istiod, ztunnels, waypoints"
    case .doctorPane: "what is wrong with the scraping"
    case .sortNext: "sort by the next column"
    case .sortPrevious: "sort by the previous column"
    case .sortReverse: "reverse the order"
    case .edgeLabel: "next figure on the graph's edges"
    case .previousEdgeLabel: "previous figure on the graph's edges"
    case .minimap: "show or hide the minimap"
    case .turn: "let calls flow right, or down"
    case .density: "draw the graph compact, or roomy"
    case .grouping: "show namespaces as boxes, as lanes, or not"
    case .layOutAnew: "lay the graph out anew"
    case .collapse: "namespace as one box, or open the box"
    case .collapseAll: "namespaces, clusters as boxes, or none"
    case .moreDetail: "more detail: open boxes, then more room"
    case .lessDetail: "less detail: less room, then gather in boxes"
    case .sinks: "show what most call as marks, or as boxes"
    case .errorsOnly: "show only what is not healthy, or all"
    case .display: "which traffic, lines, ranks the graph has"
    case .namespaces: "choose namespaces, or all"
    case .focus: "only callers, dependents of the chosen box"
    case .paths: "mark a start; then: show the paths from it"
    case .window: "choose the window of the rates"
    case .refresh: "refresh now"
    case .pause: "pause, or go on"
    case .stepBack: "a minute back in time"
    case .stepForward: "a minute forward in time"
    case .leapBack: "ten minutes back in time"
    case .leapForward: "ten minutes forward in time"
    case .present: "back to now"
    case .replay: "replay the last minutes, or from here on"
    case .compare: "compare with the mesh as it was"
    case .record: "record all refreshes to a file, or stop"
    case .palette: "do anything, go anywhere, by its name"
    case .refreshMoreOften: "refresh more often; replay faster"
    case .refreshLessOften: "refresh less often; replay slower"
    case .copy: "copy the name of what is chosen"
    case .copyRow: "copy its identity and figures"
    case .theme: "choose a theme"
    case .save: "save the snapshot as text"
    case .saveAs: "save in another format, or the screen"
    case .repaint: "draw the screen anew"
    case .messages: "what was said so far"
    case .help: "this help"
    case .suspend: "suspend (fg brings it back)"
    case .quit: "quit, or close what is open"
    case .quitAtOnce: "quit from anywhere"
    }
  }

  /// Where the command stands in the help.
  public var topic: Topic {
    switch self {
    case .moveLeft, .moveDown, .moveUp, .moveRight, .pageDown, .pageUp, .first, .last, .next, .previous,
      .nextNeighbour, .previousNeighbour, .open, .expand, .back, .panLeft, .panDown, .panUp, .panRight, .centre:
      .moving
    case .find, .findNext, .findPrevious, .hide, .showHidden: .finding
    case .graphPane, .edgesPane, .overviewPane, .workloadsPane, .servicesPane, .securityPane, .controlPlanePane,
      .doctorPane, .edgeLabel,
      .previousEdgeLabel, .minimap, .turn, .density, .grouping, .layOutAnew,
      .theme:
      .panes
    case .collapse, .collapseAll, .moreDetail, .lessDetail, .sinks, .errorsOnly, .display, .namespaces, .focus, .paths:
      .parts
    case .sortNext, .sortPrevious, .sortReverse: .edges
    case .window, .refresh, .pause, .refreshMoreOften, .refreshLessOften, .stepBack, .stepForward, .leapBack,
      .leapForward, .present, .replay, .compare, .record:
      .time
    case .palette, .copy, .copyRow, .save, .saveAs, .repaint, .messages, .help, .suspend, .quit, .quitAtOnce: .program
    }
  }
}
