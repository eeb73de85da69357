import Layout
import Mesh

/// How much the graph tells at once, the least first.
enum DetailLevel: Int, CaseIterable {
  /// A box for each cluster.
  case clusters
  /// A box for each namespace.
  case namespaces
  /// All nodes, close together.
  case compact
  /// All nodes, with room between them.
  case roomy

  /// The level in words.
  var words: String {
    switch self {
    case .clusters: "A box for each cluster."
    case .namespaces: "A box for each namespace."
    case .compact: "All boxes, compact."
    case .roomy: "All boxes, with room."
    }
  }
}

extension State {
  /// How much the graph tells now.
  var detailLevel: DetailLevel {
    let kinds = Set((view?.shown.snapshot.nodes ?? []).lazy.compactMap { $0.gathering?.kind })
    if kinds.contains(.cluster) { return .clusters }
    if kinds.contains(.namespace) { return .namespaces }
    return settings.density == .compact ? .compact : .roomy
  }

  /// Shows so many levels more of detail, or less.
  mutating func showDetail(_ by: Int) -> [Effect] {
    let levels = DetailLevel.allCases.filter { hasClusters || $0 != .clusters }
    let place = (levels.firstIndex(of: detailLevel) ?? 0) + by
    guard levels.indices.contains(place) else {
      say(by > 0 ? "There is no more detail." : "There is no less detail.", for: 3)
      return []
    }
    let level = levels[place]
    settings.density = level == .roomy ? .roomy : .compact
    say(level.words, for: 3)
    return gather(level == .clusters ? .clusters : level == .namespaces ? .all : .none)
  }

  /// All open, all namespaces as boxes, all clusters as boxes where there are several, and all open again.
  mutating func collapseAll() -> [Effect] {
    guard view != nil else { return [] }
    switch detailLevel {
    case .clusters: return gather(.none)
    case .namespaces: return gather(hasClusters ? .clusters : .none)
    case .compact, .roomy: return gather(.all)
    }
  }

  /// Has groups be boxes alike, whatever was said of single ones.
  private mutating func gather(_ collapse: ViewOptions.Collapse) -> [Effect] {
    var options = viewOptions
    options.collapse = collapse
    options.collapsedNames = []
    options.groups = [:]
    // Where the boxes stay the same, only their room can be another.
    return options == viewOptions ? layOut() : show(options)
  }
}
