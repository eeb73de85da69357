import JSON
import Layout
import Mesh

/// How a choice is written in the file of state.
extension KeptState {
  /// More groups of one mesh than this are not kept.
  static let mostGroups = 1000
  /// The longest window, in seconds: a year.
  private static let longestWindow = 366 * 86_400

  private static let directions: [(name: String, value: LayoutOptions.Direction)] = [
    ("right", .leftToRight), ("down", .topToBottom),
  ]
  private static let densities: [(name: String, value: LayoutOptions.Density)] = [
    ("compact", .compact), ("roomy", .roomy),
  ]

  /// Reads an object. What is not understood is as if it were not there.
  init(_ json: JSONElement) {
    self.init()
    pane = json["pane"]?.string.flatMap(Self.pane)
    theme = json["theme"]?.string
    grouping = json["grouping"]?.string.flatMap(Grouping.init)
    direction = json["direction"]?.string.flatMap { name in Self.directions.first { $0.name == name }?.value }
    density = json["density"]?.string.flatMap { name in Self.densities.first { $0.name == name }?.value }
    edgeLabel = json["edgeLabel"]?.string.flatMap(EdgeLabel.init)
    if let seconds = json["window"]?.int, (1...Self.longestWindow).contains(seconds) { window = .seconds(seconds) }
    collapse = json["collapse"].flatMap(Collapse.init)
    if let names = json["namespaces"] {
      namespaces = names.elements.prefix(Self.mostGroups).compactMap(\.string)
    }
    guard let orders = json["orders"] else { return }
    for (name, order) in orders.members {
      guard let pane = Self.pane(named: name), let column = order["column"]?.string else { continue }
      self.orders[pane] = Order(column: column, isReversed: order["reversed"]?.bool ?? false)
    }
  }

  /// Writes what was chosen as members of an object.
  func writeMembers(to json: inout JSONWriter) {
    func write(_ key: String, _ text: String?) {
      guard let text else { return }
      json.key(key)
      json.value(text)
    }
    write("pane", pane.map(Self.name))
    write("theme", theme)
    write("grouping", grouping?.rawValue)
    write("direction", Self.directions.first { $0.value == direction }?.name)
    write("density", Self.densities.first { $0.value == density }?.name)
    write("edgeLabel", edgeLabel?.rawValue)
    if let window {
      json.key("window")
      json.value(Int(window.components.seconds))
    }
    collapse?.write(to: &json)
    if let namespaces {
      json.key("namespaces")
      json.beginArray()
      for name in namespaces.prefix(Self.mostGroups) { json.value(name) }
      json.endArray()
    }
    guard !orders.isEmpty else { return }
    json.key("orders")
    json.beginObject()
    for (pane, order) in orders.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      json.key(Self.name(of: pane))
      json.beginObject()
      json.key("column")
      json.value(order.column)
      json.key("reversed")
      json.value(order.isReversed)
      json.endObject()
    }
    json.endObject()
  }

  private static func name(of pane: Pane) -> String { pane.title.lowercased() }

  private static func pane(named name: String) -> Pane? { Pane.allCases.first { self.name(of: $0) == name } }
}

extension KeptState.Collapse {
  private static let levels: [(name: String, value: ViewOptions.Collapse)] = [
    ("none", .none), ("auto", .auto), ("namespaces", .all), ("clusters", .clusters),
  ]

  fileprivate init?(_ json: JSONElement) {
    guard let name = json["level"]?.string, let level = Self.levels.first(where: { $0.name == name })?.value else {
      return nil
    }
    self.init(level: level, names: [], groups: [:])
    if let names = json["names"] { self.names = Set(names.elements.prefix(KeptState.mostGroups).compactMap(\.string)) }
    guard let groups = json["groups"] else { return }
    for group in groups.elements.prefix(KeptState.mostGroups) {
      guard let cluster = group["cluster"]?.string, let isCollapsed = group["collapsed"]?.bool else { continue }
      let key = group["namespace"]?.string.map { NodeGroup.namespace($0, cluster: cluster) } ?? .cluster(cluster)
      self.groups[key] = isCollapsed
    }
  }

  fileprivate func write(to json: inout JSONWriter) {
    json.key("collapse")
    json.beginObject()
    json.key("level")
    json.value(Self.levels.first { $0.value == level }?.name ?? "auto")
    json.key("names")
    json.beginArray()
    for name in names.sorted().prefix(KeptState.mostGroups) { json.value(name) }
    json.endArray()
    json.key("groups")
    json.beginArray()
    for (group, isCollapsed) in groups.sorted(by: { $0.key.id < $1.key.id }).prefix(KeptState.mostGroups) {
      json.beginObject()
      json.key("cluster")
      json.value(group.cluster)
      if case .namespace(let name, _) = group {
        json.key("namespace")
        json.value(name)
      }
      json.key("collapsed")
      json.value(isCollapsed)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}
