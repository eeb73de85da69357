public import FoundationEssentials
import Layout
import Mesh
import Terminal

/// Changes the state by what happened at a moment, and says what is to be done outside.
public func reduce(into state: inout State, _ action: Action, at now: Date) -> [Effect] {
  state.now = max(state.now, now)
  var effects: [Effect] = []
  switch action {
  case .key, .paste, .mouse: state.lastInput = state.now
  default: break
  }
  switch action {
  case .key(let press): effects = state.take(press)
  case .paste(let text): state.type(text)
  case .mouse(let event): effects = state.take(event)
  case .resized(let width, let height): state.resize(width, height)
  case .tick: break
  case .timeJumped: effects = state.beginAnew()
  case .clockTold(let ahead): state.sourceAhead = abs(ahead) < 1 ? 0 : ahead
  case .arrived(let result, let question): effects = state.take(result, to: question)
  case .compared(let base, let moment): effects = state.take(base: base, of: moment)
  case .laidOut(let scene): state.take(scene)
  case .themeRefused(let failure, let shown):
    state.settings.theme = shown
    state.say("\(failure.problem) \(failure.remedy)", isError: true, for: 12)
  case .remembered(let history): state.take(history)
  case .trendsRead(let trends): state.take(trends)
  case .controlPlaneRead(let result): state.take(result)
  case .findingsRead(let result): state.take(result)
  case .momentsRead(let moments, let notice): effects = state.take(moments: moments, notice: notice)
  case .recorded(let event): effects = state.take(event)
  case .saved(.success(let path)): state.say("Saved to \(path).", for: 8)
  case .saved(.failure(let failure)):
    state.say("\(failure.problem) \(failure.remedy)", isError: true, for: 12)
  }
  if let notice = state.notice, notice.until <= state.now { state.notice = nil }
  state.dropOldCursor()
  return effects + state.refreshIfDue() + state.playIfDue() + state.wishForHistory() + state.wishForTrends()
    + state.inquire()
}

/// What to do first: ask the source.
public func begin(_ state: inout State) -> [Effect] { state.refresh() }

extension State {
  /// Shows a message for some seconds.
  mutating func say(_ text: String, isError: Bool = false, for seconds: Double = 5) {
    notice = Notice(text: text, isError: isError, until: now.addingTimeInterval(seconds))
    messages.add(text, isError: isError, at: now)
  }

  /// Asks the source, unless an answer is still awaited.
  ///
  /// - Parameter present: the moment that counts as now; nil for the source's own.
  mutating func refresh(present: Date? = nil) -> [Effect] {
    guard !refreshing.isUnderWay else { return [] }
    let question = Question(mesh: settings.question, moment: past ?? present ?? settings.fixedTime)
    refreshing.begin(now, at: past, asking: question)
    return [.fetch(question.mesh, at: question.moment)]
  }

  /// Asks once, over new connections: the machine slept, or its clock was set, and what was awaited may never come.
  fileprivate mutating func beginAnew() -> [Effect] {
    let wasUnderWay = refreshing.isUnderWay
    refreshing.giveUp()
    let effects: [Effect] = (wasUnderWay ? [.cancelFetch] : []) + [.dropConnections]
    return effects + (wasUnderWay || isRefreshed ? refresh() : [])
  }

  fileprivate mutating func refreshIfDue() -> [Effect] {
    guard isRefreshed, !refreshing.isUnderWay, let due = refreshing.due, due <= now else { return [] }
    return refresh()
  }

  fileprivate mutating func resize(_ width: Int, _ height: Int) {
    self.width = width
    self.height = height
    resizeList()
    reveal()
  }

  /// Takes a refresh's answer.
  fileprivate mutating func take(_ result: Result<MeshIndex, Failure>, to question: Question?) -> [Effect] {
    if let question, !refreshing.isUnderWay || question != refreshing.asked { return [] }
    if refreshing.moment != past {
      refreshing.drop(now, interval: interval)
      return refresh()
    }
    switch result {
    case .failure(let failure) where isOnTheWay: return stay(failure)
    case .failure(let failure):
      messages.add("\(failure.problem) \(failure.remedy)", isError: true, at: now)
      refreshing.fail(failure, now, interval: interval, chance: Double.random(in: 0..<1, using: &chance))
      replay?.pause()
      return []
    case .success(let index):
      arriveAtMoment()
      let before = mesh
      mesh = index
      refreshing.succeed(now, interval: interval)
      tellInterval()
      let isAnew = takeOver(from: before)
      noteNamespaces(of: index)
      palette.prepare(index.snapshot)
      beginFocus()
      renewRanks()
      renewView()
      evaluateFind()
      arrangeList()
      renewMinimap()
      renewHours()
      planFrame(after: refreshing.began ?? now)
      return recordShown() + layOut(isAnew: isAnew) + askForBase()
        + (refreshing.asked?.mesh == settings.question ? [] : refresh())
    }
  }

  /// Wants the mesh's graph laid out, where that is not the one that is shown already.
  ///
  /// - Parameter isAnew: whether it is so different that its boxes need not be near to where they were.
  mutating func layOut(isAnew: Bool = false) -> [Effect] {
    guard let view else { return [] }
    var options = LayoutOptions(
      direction: settings.direction, density: settings.density, labelWidth: EdgeLabel.width,
      aspect: Double(max(1, areas.main.width)) / Double(max(1, areas.main.height)))
    // The shape of the screen decides only how a new drawing is packed: no resize should move boxes.
    if let scene, scene.request.options.sameButAspect(options) { options = scene.request.options }
    var request = SceneRequest(
      changes.withGhosts(view.shown.snapshot), options, grouping: settings.grouping)
    if request == scene?.request {
      awaited = nil
      picture = view
      improveScene()
      return []
    }
    if picture?.options == view.options { picture = view }
    if request == awaited { return [] }
    if isAnew { request = request.anew }
    return haveLaidOut(request)
  }

  /// Has a graph laid out.
  mutating func haveLaidOut(_ request: SceneRequest) -> [Effect] {
    awaited = request
    layoutBegan = now
    return [.layOut(request)]
  }

  /// Takes a laid-out graph, unless a newer one is awaited.
  fileprivate mutating func take(_ scene: Scene) {
    guard scene.request == awaited else { return }
    awaited = nil
    let isOtherView = picture?.options != view?.options
    show(scene)
    if !isOtherView, replay == nil, !improveScene(), scene.improvement != nil, let key = keys.key(for: .layOutAnew) {
      say("\(key) lays the graph out anew, which tidies it up.")
    }
  }

  /// Shows the better drawing of the graph, if there is one and nobody is at the keyboard whom that could confuse.
  @discardableResult private mutating func improveScene() -> Bool {
    guard replay == nil, lastInput.map({ now.timeIntervalSince($0) >= Self.quiet }) ?? true,
      let improved = scene?.improved
    else { return false }
    show(improved)
    say("The graph was laid out anew, because it had become untidy.")
    return true
  }

  /// How long nothing must have been pressed before boxes move by themselves, in seconds.
  private static let quiet = 60.0

  private mutating func show(_ scene: Scene) {
    let isFirst = self.scene == nil
    let isOtherView = picture?.options != view?.options
    let wasEmpty = self.scene.map { !isAnyBoxSeen(of: $0) } ?? false
    if let old = self.scene { follow(from: old, to: scene) }
    self.scene = scene
    picture = view
    renewMinimap()
    if isFirst { origin = Point(x: 0, y: 0) }
    let hasSelection = selection.map { scene.box(of: $0) != nil } ?? false
    if !hasSelection, !isUnchosen {
      selection = (isFirst ? firstTrouble : middleNode(of: scene) { view?.shown.node($0) != nil }) ?? firstNode
      givenSelection = selection
    }
    // Who slid to where nothing is stays there.
    let isLost = !wasEmpty && !isAnyBoxSeen(of: scene)
    if isFirst || isOtherView || !hasSelection || isLost { reveal() }
    updateMatches()
  }

  /// The first node of the drawing that fails, where one begins with that.
  private var firstTrouble: NodeID? {
    settings.beginsWithTrouble ? scene?.readingOrder.first { view?.shown.node($0)?.health == .failing } : nil
  }

  /// The node in the upper left corner of the drawing.
  var firstNode: NodeID? { scene?.readingOrder.first }
}

extension LayoutOptions {
  func sameButAspect(_ other: LayoutOptions) -> Bool {
    var copy = self
    copy.aspect = other.aspect
    return copy == other
  }
}
