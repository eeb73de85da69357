/// What a scraped proxy is called by the scraper: the target labels that it adds to every series.
public struct Target: Sendable, Hashable {
  /// A name for the target that is unique in its mesh, for example `ztunnel-node-1`.
  public var name: String
  /// The labels, sorted by name.
  public var labels: [Label]
  /// How often the target is scraped.
  public var interval: Duration
  /// Where the proxy answers scrapes.
  public var metricsPath: String

  /// A scraped proxy.
  public init(
    name: String, labels: [Label], interval: Duration = .seconds(15), metricsPath: String = "/stats/prometheus"
  ) {
    self.metricsPath = metricsPath
    self.name = name
    self.labels = labels
    self.interval = interval
  }
}

/// A label of a series.
public struct Label: Sendable, Hashable {
  /// The label's name.
  public var name: String
  /// The label's value.
  public var value: String

  /// A label of a series.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A series of a simulated proxy: a counter that grows with the clock, or a gauge.
public struct Series: Sendable {
  /// How a series gets its value from the clock.
  public enum Value: Sendable, Hashable {
    /// A number to begin with and the sum of flows: profiles (by their number in the mesh) times rates per second.
    case counter([Flow], base: Double = 0)
    /// The same number always.
    case gauge(Double)
    /// The seconds since 1970 plus a number.
    case clock(Double)
  }

  /// A part of a counter's growth.
  public struct Flow: Sendable, Hashable {
    /// The number of the profile in ``SeriesSet/profiles``.
    public var profile: Int
    /// What the profile is multiplied with, per second.
    public var rate: Double

    /// A part of a counter's growth.
    public init(profile: Int, rate: Double) {
      self.profile = profile
      self.rate = rate
    }
  }

  /// The metric's name.
  public var metric: String
  /// The number in ``SeriesSet/labelSets`` of what the proxy reports beside `le`; the target's labels come on top.
  public var labels: Int
  /// The upper bound of a histogram's bucket: the label `le`.
  public var bound: String?
  /// The number of the target in ``SeriesSet/targets``.
  public var target: Int
  /// How the value follows from the clock.
  public var value: Value
  /// How late the series is, in seconds: a proxy that reports with a delay.
  public var delay: Double
  /// When the proxy was restarted, in seconds since 1970, in order: its counters began at zero again.
  public var restarts: [Double]

  /// A series of a simulated proxy.
  public init(
    metric: String, labels: Int, bound: String? = nil, target: Int, value: Value, delay: Double = 0,
    restarts: [Double] = []
  ) {
    self.metric = metric
    self.labels = labels
    self.bound = bound
    self.target = target
    self.value = value
    self.delay = delay
    self.restarts = restarts
  }
}

/// All series of a mesh, with the targets and profiles that they refer to.
public struct SeriesSet: Sendable {
  /// The scraped proxies.
  public var targets: [Target] = []
  /// The profiles that counters grow by.
  public var profiles: [Profile] = []
  /// The labels that proxies report. Many series share one set: a histogram's all differ in `le` alone.
  public var labelSets: [[Label]] = []
  /// The series.
  public var series: [Series] = []

  /// No series.
  public init() {}

  /// Adds labels and returns their number in ``labelSets``.
  public mutating func add(_ labels: [Label]) -> Int {
    labelSets.append(labels)
    return labelSets.count - 1
  }

  /// The labels of a series as a proxy reports them, without its target's.
  public func reportedLabels(of series: Series) -> [Label] {
    labelSets[series.labels] + (series.bound.map { [Label("le", $0)] } ?? [])
  }

  /// The labels of a series as a server stores them: the target's come on top, and a reported label of the same name
  /// is kept as `exported_` and its name.
  public func storedLabels(of series: Series) -> [Label] {
    storedLabels(labels: series.labels, target: series.target) + (series.bound.map { [Label("le", $0)] } ?? [])
  }

  /// The stored labels of a series without `le`.
  func storedLabels(labels: Int, target: Int) -> [Label] {
    let added = targets[target].labels
    let reported = labelSets[labels].map { label in
      added.contains { $0.name == label.name } ? Label("exported_\(label.name)", label.value) : label
    }
    return reported + added
  }

  /// The value of a series at a moment, in seconds since 1970.
  public func value(of series: Series, at time: Double) -> Double {
    switch series.value {
    case .gauge(let value): return value
    case .clock(let offset): return time + offset
    case .counter(let flows, let base):
      let now = time - series.delay
      let grown = base + integral(of: flows, to: now)
      guard let restart = series.restarts.last(where: { $0 <= now }) else { return grown }
      return grown - integral(of: flows, to: restart)
    }
  }

  private func integral(of flows: [Series.Flow], to time: Double) -> Double {
    flows.reduce(0) { $0 + $1.rate * profiles[$1.profile].integral(to: time) }
  }
}
