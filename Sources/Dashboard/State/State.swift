public import FoundationEssentials
public import Layout
public import Mesh
import Terminal

/// All that a dashboard knows. Screens are functions of it, and ``reduce(into:_:at:)`` alone changes it.
public struct State: Sendable {
  /// What it was started with.
  public internal(set) var settings: Settings
  /// The keys.
  public internal(set) var keys: KeyMap
  /// The width of the screen in cells.
  public internal(set) var width: Int
  /// The height of the screen in cells.
  public internal(set) var height: Int
  /// The last moment that the dashboard heard of, by a clock that goes on steadily.
  public internal(set) var now: Date
  /// By how many seconds the source's present is ahead of that; negative where it is behind.
  var sourceAhead = 0.0
  /// Where chance comes from.
  var chance: SplitMix64
  /// When the source is asked.
  public internal(set) var refreshing = Refreshing()
  /// The past moment that is looked at, or wanted; nil for the present.
  public internal(set) var past: Date?
  /// The past moment that the shown mesh is of; nil for the present.
  var shownPast: Date?
  /// The replay that is going on or paused; nil where there is none.
  public internal(set) var replay: Replay?
  /// The moments of a file that cannot be read.
  var badMoments: Set<Date> = []
  /// The recording that goes on; nil where there is none.
  public internal(set) var recording: RecordingState?
  /// The mesh that is shown; nil until the first answer.
  public internal(set) var mesh: MeshIndex? { didSet { names = mesh.map { NodeNames($0.snapshot) } ?? NodeNames() } }
  /// How the nodes of the mesh are called.
  private(set) var names = NodeNames()
  /// What of the mesh the graph shows.
  public internal(set) var viewOptions: ViewOptions
  /// What the graph shows, by the newest mesh; nil until the first answer.
  public internal(set) var view: MeshView? {
    didSet { shownNames = view.map { NodeNames($0.shown.snapshot) } ?? NodeNames() }
  }
  /// How the nodes and boxes that the graph shows are called.
  private(set) var shownNames = NodeNames()
  /// What is drawn: the view, or while it is being laid out with other options, the one before.
  var picture: MeshView?
  /// Where paths are to begin, while their end is not chosen yet.
  public internal(set) var pathStart: NodeID?
  /// The node that was chosen in a box when it was collapsed.
  var chosenWithin: [NodeID: NodeID] = [:]
  /// The pane that is shown.
  public internal(set) var pane = Pane.graph
  /// The graph's places; nil until it has been laid out.
  public internal(set) var scene: Scene?
  /// The graph that is being laid out.
  var awaited: SceneRequest?
  /// When the last layout began.
  var layoutBegan: Date?
  /// The drawing's cell in the upper left corner of the graph pane.
  public internal(set) var origin = Point(x: 0, y: 0)
  /// The chosen node.
  public internal(set) var selection: NodeID? {
    didSet { if selection != nil { isUnchosen = false } }
  }
  /// Whether the user wants nothing chosen.
  var isUnchosen = false
  /// The chosen edge of the chosen node, in the graph pane.
  public internal(set) var chosenEdge: Edge.ID?
  /// The list from which what is chosen in the graph was gone to; nil after anything else.
  var cameFrom: ListOrigin?
  /// Whether the minimap is wanted; nil where that depends on the room for it.
  var isMinimapWanted: Bool?
  /// For each minimap of the scene and each cell of it: the worst health in it.
  var minimapHealth: [[Health]] = []
  /// What the mouse holds on to.
  var grip: Grip?
  /// Where and when a button of the mouse went down last.
  var lastPress: (cell: CellPoint, time: Date)?
  /// What came and went of late.
  var changes = Changes()
  /// What the shown mesh is compared with; nil for nothing.
  var comparison: Comparison?
  /// When something was pressed last; nil for never.
  var lastInput: Date?
  /// What the mesh that is shown answers.
  var shownQuestion: MeshQuestion?
  /// Whether it was said that refreshes come less often than is wanted.
  var isIntervalTold = false
  /// The nodes that were chosen before following an edge, to go back to.
  var trail: [NodeID] = []
  /// The figure on the graph's edges.
  public internal(set) var edgeLabel = EdgeLabel.requests
  /// What of the mesh is shown; nil for all of it.
  var part: ShownPart?
  /// Whether the user chose in the list that is shown.
  var isListTouched = false
  /// The node that the dashboard itself chose.
  var givenSelection: NodeID?
  /// The lists of the panes that list something.
  var lists: [ListID: ListTable] = [:]
  /// Which of its lists a pane shows, where that is not the first.
  var listNumbers: [Pane: Int] = [:]
  /// Which edges have lines.
  var edgeMode = EdgeMode.all
  /// Whether boxes show their ranks.
  var showsRanks = false
  /// The ranks of the mesh's nodes, where boxes show them.
  var ranks: [NodeID: Int] = [:]
  /// What is shown, or the whole mesh, in a few figures; nil until the first answer.
  var summary: MeshSummary?
  /// The namespaces that were ever in an answer, with their clusters.
  var namespaceClusters: [String: Set<String>] = [:]
  /// The sums of the namespaces, while these are listed.
  var namespaces: [NamespaceTotals] = []
  /// The row that is chosen in the details; nil where they have no focus.
  public internal(set) var detailRow: Int?
  /// Whether the details have the whole screen, with charts.
  public internal(set) var isExpanded = false
  /// How many of their lines are scrolled away.
  var expandedScroll = 0
  /// How what the details are of did over the last while; nil while that is not known.
  public internal(set) var history: History?
  /// When the history is asked for; nil while nothing is chosen that has one.
  var historyWish: HourWish?
  /// Requests into the namespaces over the last while; nil while they are not known.
  var trends: NamespaceTrends?
  /// When the trends are asked for; nil while nothing shows them.
  var trendsWish: HourWish?
  /// What runs the mesh, while that is looked at.
  var controlPlane = Inquiry<ControlPlane>()
  /// What is wrong with how the mesh is scraped, while that is looked at.
  var findings = Inquiry<[Finding]>()
  /// The moment that is looked at in the charts; nil for none.
  var cursor: ChartCursor?
  /// What lies over the panes.
  public internal(set) var overlay: Overlay?
  /// The palette's line and what it finds.
  var palette: Palette
  /// What is searched for.
  public internal(set) var find = Find()
  /// What is hidden.
  public internal(set) var hide = Hide()
  /// What was hidden before something else was typed.
  var hiddenText = ""
  /// A message to the user.
  public internal(set) var notice: Notice?
  /// What was said so far.
  var messages = MessageLog()

  /// A dashboard before its first answer.
  public init(settings: Settings, keys: KeyMap = .standard, width: Int, height: Int, now: Date) {
    self.settings = settings
    viewOptions = settings.view
    viewOptions.namespaces = settings.namespaces
    find.text = settings.find
    hide.text = settings.hide
    viewOptions.hidden = (try? FindExpression.query(settings.hide)) ?? nil
    self.keys = keys
    palette = Palette(settings)
    self.width = width
    self.height = height
    self.now = now
    chance = SplitMix64(seed: settings.seed)
    if !settings.mishap.isEmpty { say(settings.mishap, isError: true, for: 12) }
  }

  /// When the dashboard wants a ``Action/tick``; nil where it can wait for ever.
  public var wakeAt: Date? {
    var moments: [Date] = []
    if isRefreshed, !refreshing.isUnderWay, let due = refreshing.due { moments.append(due) }
    if let notice { moments.append(notice.until) }
    if let due = historyWish?.due { moments.append(due) }
    if let due = trendsWish?.due { moments.append(due) }
    if isStale, let arrived = refreshing.arrived { moments.append(nextAge(of: arrived)) }
    if let past, isPresentMoving, replay == nil { moments.append(nextAge(of: past)) }
    if let due = frameDue { moments.append(due) }
    if let since = waitingSince { moments.append(nextAge(of: since)) }
    return moments.min()
  }

  /// When the age of a moment will be shown as another: it is shown in steps, and each step is drawn once.
  private func nextAge(of moment: Date) -> Date {
    let age = now.timeIntervalSince(moment)
    let step = age < 100 ? 1.0 : age < 6000 ? 60.0 : 3600.0
    return moment.addingTimeInterval(((age / step).rounded(.down) + 1) * step)
  }

  /// Whether the picture is another than the one that is wanted, or older than it should be.
  public var isStale: Bool {
    guard mesh != nil else { return false }
    return refreshing.failure != nil || (refreshing.isPaused && past == nil) || isLeaping
  }
}

/// The panes.
public enum Pane: Int, Sendable, CaseIterable {
  case graph = 1
  case edges
  case overview
  case workloads
  case services
  case security
  case controlPlane
  case doctor

  /// The pane's name in the tab bar.
  public var title: String {
    switch self {
    case .graph: "Graph"
    case .edges: "Edges"
    case .overview: "Overview"
    case .workloads: "Workloads"
    case .services: "Services"
    case .security: "Security"
    case .controlPlane: "Control plane"
    case .doctor: "Doctor"
    }
  }

  /// What opens the pane.
  var command: Command {
    switch self {
    case .graph: .graphPane
    case .edges: .edgesPane
    case .overview: .overviewPane
    case .workloads: .workloadsPane
    case .services: .servicesPane
    case .security: .securityPane
    case .controlPlane: .controlPlanePane
    case .doctor: .doctorPane
    }
  }
}

/// What lies over the panes and takes the keys.
public enum Overlay: Sendable, Equatable {
  /// All keys, scrolled by some rows.
  case help(scroll: Int)
  /// The choice of a window, with the chosen row.
  case windows(row: Int)
  /// The choice of what to compare with, with the chosen row.
  case comparisons(row: Int)
  /// The choice of how much to replay, with the chosen row.
  case replay(row: Int)
  /// The choice of a theme, with the chosen row and the theme before.
  case themes(row: Int, before: String)
  /// The command palette.
  case palette
  /// What was said so far, scrolled by some rows.
  case messages(scroll: Int)
  /// The choice of a neighbourhood to focus on, with the chosen row.
  case focus(row: Int)
  /// The choice of what the graph shows, and how, with the chosen row.
  case display(row: Int)
  /// The choice of namespaces.
  case namespaces(NamespaceChoice)
  /// The choice of a format to save in, with the chosen row.
  case formats(row: Int)

  /// The windows to choose from.
  static let windows: [Duration] = [
    60, 120, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000,
  ].map { .seconds($0) }
  /// The lengths of time to replay.
  static let replays: [Duration] = [60, 300, 600, 1800].map { .seconds($0) }
}

/// A search: a name, or an expression of the find language.
public struct Find: Sendable, Equatable {
  /// What is searched for; empty for nothing.
  public internal(set) var text = ""
  /// Whether the user is typing it.
  public internal(set) var isEditing = false
  /// Why the text cannot be read. What was found before stays.
  public internal(set) var error: FindError?
  /// What it could become.
  public internal(set) var list = FindList()
  /// The nodes and boxes that are found, from left to right in the drawing.
  public internal(set) var matches: [NodeID] = []
  /// The edges of the graph that are found.
  public internal(set) var edges: [Edge.ID] = []
  /// What is found of the mesh; nil where nothing is searched for.
  var found: FindSelection?
  /// How many nodes of the mesh are found in the nodes and boxes of the graph that are.
  var nodeCount = 0
  /// How many nodes and boxes are found, or edges where an expression finds only these.
  var count: Int { matches.isEmpty ? edges.count : matches.count }
  /// The last text that could be read.
  var expression: FindExpression?
  /// What was chosen before the search began.
  var origin: NodeID?
}

/// What is to be hidden, as it is typed.
public struct Hide: Sendable, Equatable {
  /// An expression of the find language; empty for nothing.
  public internal(set) var text = ""
  /// Whether the user is typing it.
  public internal(set) var isEditing = false
  /// Why the text cannot be read. What was hidden before stays so.
  public internal(set) var error: FindError?
  /// What it could become.
  public internal(set) var list = FindList()
}

/// A message to the user that goes away.
public struct Notice: Sendable, Equatable {
  /// One sentence.
  public var text: String
  /// Whether something went wrong.
  public var isError: Bool
  /// When it goes.
  public var until: Date
}
