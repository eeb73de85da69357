import Metrics

/// Finds scrapes that are copies of others': a pod that two monitors select, or of which one monitor takes two ports, or
/// that two servers scrape which are asked as one, is stored twice, and sums would double.
///
/// A pod is known by its label `pod` and the clusters of its clients; without that label nothing can be told, as two
/// processes may well report the same traffic labels.
struct RedundantScrapes {
  /// The jobs to leave out, in alphabetical order.
  private(set) var jobs: [String] = []
  /// What else to leave out: a label and its value, or its end.
  private(set) var others: [(label: String, value: String)] = []

  /// The rows that tell of scrapes, without those that are left out.
  private var rows: [Row]

  private typealias Row = (figure: String, labels: SurveyRows.Row)

  /// What a scrape has of a pod.
  private struct Part: Hashable {
    var figure: String
    var pod: String
    var cluster: String
    var scrape = ""
  }

  init(_ rows: SurveyRows) {
    self.rows = [Figure.opened, Figure.requests].flatMap { figure in rows.rows(of: figure).map { (figure, $0) } }
    // A replica's copies are of the same jobs, so that these must not be told from each other before.
    for label in ControlPlaneQueries.servers.reversed() { leaveOutServers(by: label) }
    jobs = redundant("job") { $0["job"] }.sorted()
    self.rows.removeAll { row in row.labels["job"].map(jobs.contains) ?? false }
    leaveOutPorts()
  }

  /// What each series must satisfy to be counted once.
  var conditions: [Matcher] {
    jobs.map { Matcher("job", .notEqual, $0) }
      + others.map { label, value in
        label == "instance"
          ? Matcher(label, .doesNotMatch, ".*\(value)") : Matcher(label, .notEqual, value)
      }
  }

  // MARK: Jobs and servers

  private mutating func leaveOutServers(by label: String) {
    let values = Set(rows.map { $0.labels[label] ?? "" })
    guard values.count > 1 else { return }
    let found = redundant(label) { $0[label] ?? "" }.sorted()
    others += found.map { (label, $0) }
    rows.removeAll { found.contains($0.labels[label] ?? "") }
  }

  /// The values of a label whose scrapes have nothing that others' have not.
  private func redundant(_ label: String, value: (SurveyRows.Row) -> String?) -> [String] {
    var parts: [String: Set<Part>] = [:]
    for (figure, row) in rows {
      guard let value = value(row) else { continue }
      // A process without a pod's name is a part that no other has.
      parts[value, default: []].insert(
        Part(
          figure: figure, pod: row["pod"] ?? " of \(value) at \(row["instance"] ?? "")",
          cluster: row[TrafficLabel.sourceCluster] ?? "",
          scrape: label == "job" ? "" : "\(row["job"] ?? "") \(row["instance"] ?? "")"))
    }
    // The one that has most is kept first; of equals the first in the alphabet, so that the choice stays the same.
    let order = parts.keys.sorted { left, right in
      let (one, other) = (parts[left]?.count ?? 0, parts[right]?.count ?? 0)
      return one == other ? left < right : one > other
    }
    var known: Set<Part> = []
    var redundant: [String] = []
    for value in order {
      guard let own = parts[value] else { continue }
      if own.isSubset(of: known) { redundant.append(value) }
      known.formUnion(own)
    }
    return redundant
  }

  // MARK: Ports

  /// Leaves out ports of which each pod that has them has another one in the same job.
  private mutating func leaveOutPorts() {
    var ports: [Part: Set<String>] = [:]
    for (figure, row) in rows {
      guard let pod = row["pod"], let instance = row["instance"], let colon = instance.lastIndex(of: ":") else {
        continue
      }
      let part = Part(
        figure: figure, pod: pod, cluster: row[TrafficLabel.sourceCluster] ?? "",
        scrape: "\(row["job"] ?? "") \(instance[..<colon])")
      ports[part, default: []].insert(String(instance[colon...]))
    }
    let doubled = ports.values.filter { $0.count > 1 }
    guard !doubled.isEmpty else { return }
    // The port that Istio names for scrapes is kept, else the least.
    let kept = Set(doubled.compactMap { $0.contains(":15020") ? ":15020" : $0.min() })
    let found = doubled.reduce(into: Set<String>()) { $0.formUnion($1) }.subtracting(kept)
    let isAlone = found.filter { port in ports.values.contains { $0 == [port] } }
    others += found.subtracting(isAlone).sorted().map { ("instance", $0) }
  }
}
