import FoundationEssentials
import Mesh
import Metrics

extension SetUp {
  /// One way in which a process is scraped.
  struct Scrape: Hashable {
    var job: String
    var instance: String
    var prometheus: String?

    /// What tells it from others: the job, or where that is the same, the address or the server.
    func words(among scrapes: Set<Scrape>) -> String {
      if Set(scrapes.map(\.job)).count == scrapes.count { return "job \(job)" }
      let server = prometheus.map { " by \($0)" } ?? ""
      let isOfOneServer = Set(scrapes.map(\.prometheus)).count == 1
      return "job \(job) at \(instance)\(isOfOneServer ? "" : server)"
    }
  }

  /// Whether figures count what a scrape brings: of copies, all but one are left out as far as that can be.
  func isCounted(_ scrape: Scrape) -> Bool {
    survey.onceOnly.allSatisfy { condition in
      switch condition.label {
      case "job": condition.accepts(scrape.job)
      case "instance": condition.accepts(scrape.instance)
      case "prometheus": condition.accepts(scrape.prometheus ?? "")
      default: true
      }
    }
  }

  /// The processes of a kind that report in several scrapes, by their namespaces and names.
  ///
  /// - Parameters:
  ///   - query: the question whose answers show that a scrape brings something.
  ///   - figures: the figures of that.
  func doubled(
    _ kind: ControlPlanePart.Kind, _ query: String, _ figures: [String]
  ) -> [String: Set<Scrape>] {
    var scrapes: [String: Set<Scrape>] = [:]
    for row in figures.flatMap({ facts.rows(query, $0) }) {
      guard let pod = row["pod"], let job = row["job"] else { continue }
      scrapes["\(row["namespace"] ?? "")/\(pod)", default: []].insert(Scrape(job: job, instance: row["instance"] ?? ""))
    }
    // Two servers that scrape the same address are told by the targets.
    for target in targets(kind) where target.isUp {
      let pod = "\(target.part.namespace)/\(target.process)"
      var scrape = Scrape(job: target.job, instance: target.instance ?? "")
      guard let server = target.prometheus, scrapes[pod]?.contains(where: { $0.isOf(scrape) }) == true else { continue }
      scrapes[pod]?.remove(scrape)
      scrape.prometheus = server
      scrapes[pod]?.insert(scrape)
    }
    return scrapes.filter { $0.value.count > 1 }
  }
}

extension SetUp {
  /// The servers that scrape Istio and took no sample lately, by their label; empty where all did, or servers have none.
  var staleServers: Set<String> {
    Set(ages.filter { $0.value > patience }.keys).subtracting([""])
  }

  /// The age in seconds of the newest sample of the server that took none for longest; nil where all took one lately.
  var staleness: Int? { ages.values.max().flatMap { $0 > patience ? Int($0) : nil } }

  /// How old the newest sample of each server that scrapes Istio is.
  private var ages: [String: Double] {
    let own = Set(targets.map { $0.prometheus ?? "" })
    let rows = facts.rows("clock").filter { own.isEmpty || own.contains($0["prometheus"] ?? "") }
    return Dictionary(
      rows.map { ($0["prometheus"] ?? "", time.timeIntervalSince1970 - $0.value) }, uniquingKeysWith: min)
  }

  /// How old a newest sample may be, in seconds. Where scraping stopped, counts of samples seem to tell of longer intervals.
  private var patience: Double {
    let told = [.ztunnel, .waypoint].flatMap { intervals($0).values }.max() ?? 30
    return Double(max(90, 3 * (told <= 45 ? min(told, 30) : told)))
  }
}

extension SetUp.Scrape {
  /// Whether it is of the same address under the same job.
  fileprivate func isOf(_ other: Self) -> Bool { job == other.job && instance == other.instance }
}
