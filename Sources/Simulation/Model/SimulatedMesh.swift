/// A mesh with known traffic. What its proxies report follows from it and the clock.
public struct SimulatedMesh: Sendable {
  /// Whose labels the scraper adds to the series.
  public enum ScrapeStyle: Sendable, Hashable {
    /// An upstream Prometheus: `app`, `pod`, `namespace`.
    case upstream
    /// A PodMonitor as OpenShift's documentation has it: `component`, `pod`, `namespace`, `container`, `endpoint`, `job`.
    case podMonitor
    /// Nothing but `job` and `instance`.
    case bare
  }

  /// A proxy whose telemetry is not as it should be.
  public enum Fault: Sendable, Hashable {
    /// Nobody scrapes the target.
    case missing
    /// The target is late by so many seconds.
    case delayed(Double)
    /// The target's proxy was restarted at these seconds since 1970.
    case restarted([Double])
    /// The target is scraped twice, under two jobs.
    case doubled
  }

  /// The mesh's name, shown as the source of its figures.
  public var name: String
  /// Who takes part.
  public var workloads: [Workload]
  /// The waypoints.
  public var waypoints: [Waypoint]
  /// Who calls whom.
  public var calls: [Call]
  /// Whose labels the scraper adds.
  public var scrapeStyle: ScrapeStyle
  /// Whether recording rules copy what waypoints report to `source` and `destination`.
  public var hasCompatibilityRules: Bool
  /// Which targets' telemetry is not as it should be, by ``Target/name``.
  public var faults: [String: Fault]

  /// A mesh.
  public init(
    name: String, workloads: [Workload] = [], waypoints: [Waypoint] = [], calls: [Call] = [],
    scrapeStyle: ScrapeStyle = .podMonitor, hasCompatibilityRules: Bool = false, faults: [String: Fault] = [:]
  ) {
    self.name = name
    self.workloads = workloads
    self.waypoints = waypoints
    self.calls = calls
    self.scrapeStyle = scrapeStyle
    self.hasCompatibilityRules = hasCompatibilityRules
    self.faults = faults
  }

  /// Adds a workload and returns its number.
  public mutating func add(_ workload: Workload) -> Int {
    workloads.append(workload)
    return workloads.count - 1
  }

  /// Adds a waypoint and returns its number.
  public mutating func add(_ waypoint: Waypoint) -> Int {
    waypoints.append(waypoint)
    return waypoints.count - 1
  }

  /// All that the mesh's proxies report.
  public func series() -> SeriesSet {
    var reports = Reports(mesh: self)
    for call in calls { reports.report(call) }
    reports.reportControlPlane()
    return reports.finish()
  }
}
