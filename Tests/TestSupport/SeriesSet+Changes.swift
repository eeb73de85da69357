import Simulation

extension SimulatedMesh {
  mutating func dropWaypoints() {
    waypoints = []
    for place in calls.indices { calls[place].waypoint = nil }
  }
}

extension SeriesSet {
  private func number(_ target: String) -> Int { targets.firstIndex { $0.name == target } ?? -1 }

  /// Leaves nothing of a target but that it is down.
  mutating func takeDown(_ target: String) {
    let number = number(target)
    series.removeAll { $0.target == number && $0.metric != "up" }
    for place in series.indices where series[place].target == number { series[place].value = .gauge(0) }
  }

  /// Leaves nothing of what a target reports but one other counter.
  mutating func replace(_ target: String, with metric: String) {
    let number = number(target)
    series.removeAll { $0.target == number && $0.metric != "up" && $0.metric != "scrape_samples_scraped" }
    profiles.append(Profile())
    series.append(
      Series(
        metric: metric, labels: add([]), target: number,
        value: .counter([Series.Flow(profile: profiles.count - 1, rate: 1)])))
  }

  /// Changes the labels that a target reports, or drops them.
  mutating func relabel(_ target: String, _ change: (Label) -> Label?) {
    let number = number(target)
    for place in series.indices where series[place].target == number {
      series[place].labels = add(labelSets[series[place].labels].compactMap(change))
    }
  }

  /// Adds a target with another one's series, or some of them, under labels that are other than its.
  mutating func addTarget(
    _ name: String, like other: String, metrics: Set<String>?, labels: [String: String]
  ) {
    let number = number(other)
    var target = targets[number]
    target.name = name
    target.labels.removeAll { labels[$0.name] != nil || $0.name.hasPrefix("gateway_") && metrics != nil }
    target.labels = (target.labels + labels.map { Label($0.key, $0.value) }).sorted { $0.name < $1.name }
    targets.append(target)
    series += series.filter { $0.target == number && metrics?.contains($0.metric) ?? true }.map { series in
      var series = series
      series.target = targets.count - 1
      return series
    }
  }

  /// Adds series of a target under other labels, of those for which there are some.
  mutating func copy(_ target: String, under change: ([Label]) -> [Label]?) {
    let number = number(target)
    series += series.filter { $0.target == number }.compactMap { series in
      guard let labels = change(labelSets[series.labels]) else { return nil }
      var series = series
      series.labels = add(labels)
      return series
    }
  }

  /// The value of a target's label.
  func label(_ name: String, of target: String) -> String {
    targets[number(target)].labels.first { $0.name == name }?.value ?? ""
  }

  /// Leaves the metrics that are meant, of a target or of all.
  mutating func keepMetrics(of target: String? = nil, where isKept: (String) -> Bool) {
    let number = target.map(number)
    series.removeAll { (number == nil || $0.target == number) && !isKept($0.metric) }
  }

  mutating func retarget(_ change: (inout Target) -> Void) {
    for place in targets.indices { change(&targets[place]) }
  }

  mutating func keepTargets(where isKept: (Target) -> Bool) {
    let kept = Set(targets.indices.filter { isKept(targets[$0]) })
    series.removeAll { !kept.contains($0.target) }
  }
}
