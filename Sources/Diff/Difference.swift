public import Mesh

/// How much a change matters, from good news to the worst.
public enum DiffWeight: Int, Sendable, Hashable, Comparable, CaseIterable {
  /// Something does better.
  case better
  /// Something is otherwise, and neither good nor bad.
  case neutral
  /// Something is slower, went away, or takes another way.
  case notable
  /// Something fails more than it did, or proves another identity, or can no longer be told.
  case degraded
  /// Something fails now.
  case failing
  /// What was encrypted is not, or what is new is not.
  case exposed

  /// From good news to the worst.
  public static func < (left: DiffWeight, right: DiffWeight) -> Bool { left.rawValue < right.rawValue }
}

/// One thing that is otherwise with a node or an edge.
public struct Difference: Sendable, Hashable {
  /// What is otherwise, before and after.
  public enum Change: Sendable, Hashable {
    case mtls(MutualTLS, MutualTLS)
    case health(Health, Health)
    /// A figure; nil where it is not known.
    case figure(EdgeFigure, Double?, Double?)
    /// Identities that the client no longer proves, and those that it newly proves.
    case identities(gone: [String], came: [String])
    /// The waypoint that the traffic goes through; nil for none.
    case waypoint(NodeID?, NodeID?)
    /// The canonical revision; nil where it is not known.
    case version(String?, String?)
  }

  /// What is otherwise.
  public let change: Change
  /// How much that matters.
  public let weight: DiffWeight

  init(_ change: Change, _ weight: DiffWeight) {
    self.change = change
    self.weight = weight
  }
}

extension Difference {
  /// What is otherwise with an edge, the worst first.
  static func list(_ before: Edge, _ after: Edge, _ tolerance: DiffTolerance) -> [Difference] {
    var list = [mtls(before.mtls, after.mtls), health(before.health, after.health), identities(before, after)]
      .compactMap(\.self)
    if before.via != after.via { list.append(Difference(.waypoint(before.via, after.via), .notable)) }
    for figure in EdgeFigure.allCases {
      let (old, new) = (before.figure(figure), after.figure(figure))
      guard tolerance.isExceeded(figure, old, new) else { continue }
      list.append(Difference(.figure(figure, old, new), weight(of: figure, from: old ?? 0, to: new ?? 0)))
    }
    return list.sorted { $0.weight > $1.weight }
  }

  /// What is otherwise with a node.
  static func list(_ before: Node, _ after: Node) -> [Difference] {
    var list = [health(before.health, after.health)].compactMap(\.self)
    if before.version != after.version {
      list.append(Difference(.version(before.version, after.version), .neutral))
    }
    return list
  }

  private static func mtls(_ before: MutualTLS, _ after: MutualTLS) -> Difference? {
    let weight: DiffWeight
    switch (before.percent, after.percent) {
    case (let old?, let new?):
      // A share that varies is no news, a lock that opens or closes is.
      guard before.state != after.state || abs(new - old) >= 1 else { return nil }
      weight = new < old ? .exposed : .better
    case (nil, let new?): weight = new < 100 ? .exposed : .better
    case (_?, nil): weight = .degraded
    case (nil, nil): return nil
    }
    return Difference(.mtls(before, after), weight)
  }

  private static func health(_ before: Health, _ after: Health) -> Difference? {
    guard before != after else { return nil }
    let weight: DiffWeight =
      if after > before, after.isTrouble { after == .failing ? .failing : .degraded } else if before.isTrouble {
        .better
      } else { .neutral }
    return Difference(.health(before, after), weight)
  }

  /// Identities are compared where both moments know some: a silent edge proves none.
  private static func identities(_ before: Edge, _ after: Edge) -> Difference? {
    let (old, new) = (Set(before.sourcePrincipals), Set(after.sourcePrincipals))
    guard !old.isEmpty, !new.isEmpty, old != new else { return nil }
    let (gone, came) = (old.subtracting(new).sorted(), new.subtracting(old).sorted())
    return Difference(.identities(gone: gone, came: came), came.isEmpty ? .neutral : .degraded)
  }

  private static func weight(of figure: EdgeFigure, from old: Double, to new: Double) -> DiffWeight {
    switch figure {
    case .errorPercent, .deniedPercent: new > old ? .degraded : .better
    case .p50, .p95, .p99: new > old ? .notable : .better
    case .requests, .opened: new == 0 ? .notable : .neutral
    case .requestBytes, .responseBytes: .neutral
    }
  }
}

extension Edge {
  /// A figure of the edge; nil where it is not known.
  public func figure(_ figure: EdgeFigure) -> Double? {
    switch figure {
    case .errorPercent: errorPercent
    case .deniedPercent: tcp.map { $0.deniedPercent ?? 0 }
    case .p99: slowest(\.p99)
    case .p95: slowest(\.p95)
    case .p50: slowest(\.p50)
    case .requests: requestRate
    case .opened: tcp?.opened
    case .requestBytes: requestBytes
    case .responseBytes: responseBytes
    }
  }
}
