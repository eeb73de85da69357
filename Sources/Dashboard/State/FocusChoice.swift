public import Mesh

/// A neighbourhood that the user can choose.
struct FocusChoice {
  /// What it is called in the choice; what is chosen follows.
  let title: String
  /// What belongs to it; nil for all of the mesh.
  let neighbourhood: ViewScope.Neighbourhood?

  /// All that there are, in the order of the choice.
  static let all: [FocusChoice] =
    [.around(hops: 1), .around(hops: 2), .around(hops: 3), .callers, .callees].map {
      FocusChoice(title: $0.title, neighbourhood: $0)
    } + [FocusChoice(title: "all of the mesh", neighbourhood: nil)]
}

extension ViewScope.Neighbourhood {
  /// What belongs to it, in words; what is in the middle follows.
  var title: String {
    switch self {
    case .around(let hops): "\(Figures.count(hops, "hop")) around"
    case .callers: "all callers of"
    case .callees: "all callees of"
    }
  }
}

extension Failure {
  /// Why a name leads to no node; nil where it does.
  public init?(_ search: MeshIndex.NodeSearch, for name: String) {
    switch search {
    case .found: return nil
    case .unknown:
      self.init(
        problem: "There is no node named \(name).",
        remedy: "Name one as the graph does, or as namespace/name or cluster/namespace/name.")
    case .ambiguous(let nodes):
      let some = nodes.prefix(3).map(\.rawValue).joined(separator: ", ") + (nodes.count > 3 ? " …" : "")
      self.init(problem: "\(name) is the name of \(nodes.count) nodes.", remedy: "Say which: \(some).")
    }
  }
}
