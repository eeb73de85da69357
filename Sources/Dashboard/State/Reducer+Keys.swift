import Layout
import Mesh
import Terminal

extension State {
  /// Does what a key asks for: first what is typed into, then what lies on top, then the pane.
  mutating func take(_ press: KeyPress) -> [Effect] {
    let command = keys.command(for: press)
    if command == .quitAtOnce, !(isTyping || isInPalette || isChoosingNamespaces) || press.name == "ctrl-c" {
      return [.quit]
    }
    if command == .suspend { return [.suspend] }
    if command == .repaint { return [.repaint] }
    if find.isEditing {
      edit(press)
      return []
    }
    if hide.isEditing { return editHide(press) }
    if isTooSmall { return command == .quit ? [.quit] : [] }
    if isInPalette { return take(palette: press) }
    if case .namespaces(let choice) = overlay { return take(press, in: choice) }
    if let overlay { return take(press, command, over: overlay) }
    guard let command else { return [] }
    return perform(command)
  }

  /// Does what a key or the palette asks for.
  mutating func perform(_ command: Command) -> [Effect] {
    if isExpanded, let effects = takeInCharts(command) { return effects }
    if pane != .graph, [.minimap, .turn, .density, .grouping, .layOutAnew].contains(command) {
      sayForGraph()
      return []
    }
    if pane != .graph, pane != .edges, [.edgeLabel, .previousEdgeLabel].contains(command) {
      sayForGraph()
      return []
    }
    switch command {
    case .quit:
      if isExpanded {
        isExpanded = false
        return []
      }
      if detailRow != nil {
        detailRow = nil
        return []
      }
      return [.quit]
    case .help: overlay = .help(scroll: 0)
    case .messages: overlay = .messages(scroll: 0)
    case .window:
      overlay = .windows(row: Overlay.windows.firstIndex { $0 >= settings.window } ?? 0)
    case .refresh:
      inquireAnew()
      if presentKind != .now, isAtPresent { sayPresent() }
      return refresh()
    case .display: overlay = .display(row: 0)
    case .namespaces: openNamespaces()
    case .palette: openPalette()
    case .replay: return beginReplay()
    case .compare: openComparisons()
    case .stepBack, .stepForward, .leapBack, .leapForward, .present: return travel(command)
    case .pause: return pause()
    case .save: return save(as: .text)
    case .saveAs: overlay = .formats(row: 0)
    case .record: return toggleRecording()
    case .theme: openThemes()
    case .errorsOnly: return toggleErrorsOnly()
    case .copy: return copy(isWhole: false)
    case .copyRow: return copy(isWhole: true)
    case .refreshMoreOften where replay != nil: changePace(isFaster: true)
    case .refreshLessOften where replay != nil: changePace(isFaster: false)
    case .refreshMoreOften: changeInterval(isLonger: false)
    case .refreshLessOften: changeInterval(isLonger: true)
    case .edgeLabel:
      show(edgeLabel.next())
    case .previousEdgeLabel:
      show(edgeLabel.next(-1))
    case .minimap: toggleMinimap()
    case .turn:
      settings.direction = settings.direction == .leftToRight ? .topToBottom : .leftToRight
      say(
        settings.direction == .leftToRight ? "Calls flow from left to right." : "Calls flow from top to bottom.", for: 3
      )
      return layOut()
    case .density:
      settings.density = settings.density == .compact ? .roomy : .compact
      say(settings.density == .compact ? "The graph is compact." : "The graph is roomy.", for: 3)
      return layOut()
    case .grouping:
      let all = Grouping.allCases.filter { $0 != .cluster || hasClusters }
      settings.grouping = all[((all.firstIndex(of: settings.grouping) ?? 0) + 1) % all.count]
      say(settings.grouping.words, for: 3)
      return layOut()
    case .layOutAnew:
      guard let request = scene?.request else {
        say("There is no graph to lay out.", for: 3)
        return []
      }
      say("The graph is laid out anew.", for: 3)
      return haveLaidOut(request.anew)
    case .expand:
      let isAnyChosen = listID == nil ? selection != nil : list.selection != nil
      if !isExpanded, !isAnyChosen { sayNothingChosen() }
      expandedScroll = 0
      isExpanded = !isExpanded && isAnyChosen
    case .graphPane: show(.graph)
    case .edgesPane: show(.edges)
    case .overviewPane: show(.overview)
    case .workloadsPane: show(.workloads)
    case .servicesPane: show(.services)
    case .securityPane: show(.security)
    case .controlPlanePane: show(.controlPlane)
    case .doctorPane: show(.doctor)
    case .find: beginFind()
    case .hide: beginHide()
    case .showHidden: return showHidden()
    case .back: return goBack()
    case .open:
      if let effects = openBox() { return effects }
      if listID != nil, detailRow == nil { return openInGraph(list.selection) }
      move(.open)
    case .collapse, .collapseAll, .moreDetail, .lessDetail, .sinks, .focus, .paths:
      if pane == .graph { return change(view: command) }
      if command == .focus {
        // A list shows the neighbourhood as a list.
        chooseInGraphAsInList()
        return change(view: .focus)
      }
      sayForGraph()
    default: move(command)
    }
    return []
  }

  /// Says why a key that is for what is chosen does nothing.
  mutating func sayNothingChosen() { say("Nothing is chosen.", for: 3) }

  private mutating func sayForGraph() {
    say("That is for the graph, which \(keys.key(for: .graphPane) ?? "") shows.", for: 3)
  }

  /// Whether boxes around clusters would tell anything.
  var hasClusters: Bool { names.hasClusters }

  /// Stops refreshes, or begins again at once.
  private mutating func pause() -> [Effect] {
    if replay != nil { return pauseReplay() }
    refreshing.isPaused.toggle()
    if refreshing.isPaused { return [] }
    return refresh()
  }

  /// Shows another figure on the edges; whatever it is, it takes the same room.
  private mutating func show(_ label: EdgeLabel) {
    edgeLabel = label
    say("Edges show \(label.title).", for: 3)
  }

  /// Shows a pane, with what was chosen in the other one.
  mutating func show(_ pane: Pane) {
    isExpanded = false
    cameFrom = nil
    guard pane != self.pane else { return }
    let wasGraph = self.pane == .graph
    if pane == .graph, isListTouched { chooseInGraphAsInList() }
    isListTouched = false
    self.pane = pane
    detailRow = nil
    arrangeList()
    if wasGraph { chooseInListAsInGraph() }
    reveal()
  }

  /// One step back: from where one is on the way to, out of the details, of a search, of a replay, of the followed edges,
  /// of a part of the mesh, of an opened box.
  private mutating func goBack() -> [Effect] {
    if isLeaping { return giveUpLeap() }
    if detailRow != nil {
      detailRow = nil
    } else if isExpanded {
      isExpanded = false
    } else if let list = listBefore {
      show(list)
    } else if !find.text.isEmpty {
      find.text = ""
      updateMatches()
    } else if pane == .graph, chosenEdge != nil {
      chosenEdge = nil
    } else if pane == .graph, pathStart != nil {
      pathStart = nil
    } else if replay != nil {
      return endReplay()
    } else if pane == .graph, let last = trail.popLast() {
      selection = last
      reveal()
    } else if pane == .graph || viewOptions.scope != nil {
      return leave()
    }
    return []
  }

  private mutating func take(_ press: KeyPress, _ command: Command?, over overlay: Overlay) -> [Effect] {
    if case .themes(let row, let before) = overlay {
      return take(command, themeRow: row, before: before)
    }
    switch (overlay, command) {
    case (_, .back), (_, .quit), (.help, .help), (.messages, .messages), (.windows, .window), (.focus, .focus),
      (.display, .display), (.replay, .replay), (.comparisons, .compare), (.formats, .saveAs):
      self.overlay = nil
    case (.help(let scroll), _):
      self.overlay = .help(scroll: scrolled(scroll, by: command, most: HelpOverlay.greatestScroll(self)))
    case (.messages(let scroll), _):
      self.overlay = .messages(scroll: scrolled(scroll, by: command, most: MessagesOverlay.greatestScroll(self)))
    case (.windows(let row), _): return take(press, command, windowRow: row)
    case (.comparisons(let row), _): return take(press, command, comparisonRow: row)
    case (.replay(let row), _): return take(press, command, replayRow: row)
    case (.focus(let row), _): return take(press, command, focusRow: row)
    case (.display(let row), _): return take(press, command, displayRow: row)
    case (.formats(let row), _): return take(press, command, formatRow: row)
    default: break
    }
    return []
  }

  /// How far a text is scrolled after a key.
  private func scrolled(_ scroll: Int, by command: Command?, most: Int) -> Int {
    let wanted =
      switch command {
      case .moveDown: scroll + 1
      case .moveUp: scroll - 1
      case .pageDown: scroll + height / 2
      case .pageUp: scroll - height / 2
      case .first: 0
      case .last: most
      default: scroll
      }
    return min(max(0, wanted), most)
  }

  /// Takes a key in the choice of a window.
  private mutating func take(_ press: KeyPress, _ command: Command?, windowRow row: Int) -> [Effect] {
    switch Overlay.step(from: row, press, command, last: Overlay.windows.count - 1) {
    case .move(let row): overlay = .windows(row: row)
    case .choose(let row): return choose(window: row)
    case nil: break
    }
    return []
  }

  private mutating func choose(window row: Int) -> [Effect] {
    let window = Overlay.windows[row]
    if hindrance(to: window) == nil || window == settings.window { overlay = nil }
    return choose(window: window)
  }

  /// Wants rates over another window, if proxies are scraped often enough for it.
  mutating func choose(window: Duration) -> [Effect] {
    guard window != settings.window, !refusesFile() else { return [] }
    if let hindrance = hindrance(to: window) {
      say("No rates over \(Figures.span(window)): \(hindrance).", isError: true)
      return []
    }
    settings.window = window
    return ask()
  }
}
