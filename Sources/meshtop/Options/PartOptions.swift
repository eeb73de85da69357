import ArgumentParser
import Configuration
import Dashboard
import Mesh
import Terminal

/// What of a mesh the graph shows, and what of it as one box.
struct PartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Show a namespace as one box; repeatable, also cluster/namespace. auto: each, where more than about 60 boxes would \
      show; none: none. (default: auto on screen, none in a snapshot)
      """, valueName: "auto|none|namespace"))
  var collapse: [String] = []

  @Option(
    help: ArgumentHelp(
      "Whether leaves of a hub beyond sixteen are one box. (default: auto on screen, none in a snapshot)",
      valueName: "auto|none"))
  var fold: Fold?

  @Option(help: "The layers that edges show: requests (l7), connections (l4), or both.")
  var layers = Layers.both

  @Option(
    help: ArgumentHelp(
      "Show only what is near a node, one hop or so many: cart, shop/cart:2.", valueName: "node[:hops]"))
  var focus: String?

  @Option(
    help: ArgumentHelp(
      "Mark what a name or an expression finds, such as 'rt > 1000' or 'plaintext and ns = shop'.",
      valueName: "expression"))
  var find = ""

  @Option(
    help: ArgumentHelp(
      "Leave out what an expression selects, such as 'name startswith probe'.", valueName: "expression"))
  var hide = ""

  enum Fold: String, CaseIterable, ExpressibleByArgument {
    case none
    case auto
  }

  enum Layers: String, CaseIterable, ExpressibleByArgument {
    case both
    case l7
    case l4

    var shown: TrafficChoice.Layers {
      switch self {
      case .both: .all
      case .l7: .requests
      case .l4: .connections
      }
    }
  }

  func validate() throws {
    for (flag, text) in [("--find", find), ("--hide", hide)] {
      do throws(FindError) {
        _ = try FindExpression.query(text)
      } catch {
        throw ValidationError(
          "\(flag): \(error.description)\n\(error.pointer(in: text).joined(separator: "\n"))")
      }
    }
    if collapse.contains("none"), collapse.count > 1 {
      throw ValidationError("--collapse none goes with no other --collapse.")
    }
    if let focus, focused?.name.isEmpty ?? true {
      throw ValidationError("--focus \(focus) names no node.")
    }
  }

  /// The view for the live screen, where a large mesh starts collapsed unless the options say otherwise.
  var live: ViewOptions { view(collapse: .auto, fold: .auto) }

  /// The view for a snapshot, of which everything is shown unless the options say otherwise.
  var whole: ViewOptions { view(collapse: .none, fold: .none) }

  private func view(collapse usual: ViewOptions.Collapse, fold usualFold: Fold) -> ViewOptions {
    let isSaid = !collapse.isEmpty
    var options = ViewOptions(
      collapse: collapse.contains("auto") ? .auto : isSaid ? .none : usual,
      collapsedNames: Set(collapse).subtracting(["auto", "none"]), foldsLeaves: (fold ?? usualFold) == .auto)
    options.traffic.layers = layers.shown
    return options
  }

  /// The node to focus on, and how much around it.
  var focused: (name: String, neighbourhood: ViewScope.Neighbourhood)? {
    guard let focus else { return nil }
    if let colon = focus.lastIndex(of: ":"), let hops = Int(focus[focus.index(after: colon)...]), hops > 0 {
      return (String(focus[..<colon]), .around(hops: hops))
    }
    return (focus, .around(hops: 1))
  }

  /// What a snapshot marks; nil for nothing.
  func search(in namespaces: [String]) -> TextDocument.Search? {
    TextDocument.Search(find, namespaces: namespaces)
  }

  /// What a snapshot shows of a mesh.
  func view(of mesh: MeshIndex) throws(Trouble) -> MeshView {
    var options = whole
    options.hidden = (try? FindExpression.query(hide)) ?? nil
    if let focused {
      let search = mesh.search(focused.name)
      if let failure = Failure(search, for: focused.name) {
        throw Trouble(.usage, Text.sanitized(failure.problem), Text.sanitized(failure.remedy))
      }
      if case .found(let node) = search { options.scope = .focus(node, focused.neighbourhood) }
    }
    return MeshView(mesh, options)
  }
}
