/// How namespaces and clusters show in the graph.
public enum Grouping: String, Sendable, Hashable, CaseIterable {
  /// As boxes where that costs few crossings and little room, else by their colours alone.
  case auto
  /// A box around each namespace, and around each cluster where there are several.
  case namespace
  /// A box around each cluster.
  case cluster
  /// A lane for each namespace, or for each cluster where there are several.
  case lane
  /// By their colours alone.
  case none

  /// What the user is told when it is chosen.
  var words: String {
    switch self {
    case .auto: "Namespaces show as boxes where that leaves the graph clear."
    case .namespace: "Namespaces show as boxes."
    case .cluster: "Clusters show as boxes."
    case .lane: "Namespaces show as lanes."
    case .none: "Namespaces show by their colours alone."
    }
  }
}
