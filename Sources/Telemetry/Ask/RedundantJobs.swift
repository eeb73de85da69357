/// Finds jobs whose scrapes are copies of others': a pod that two monitors select is stored twice, and sums would
/// double.
///
/// A pod is known by its label `pod` and the clusters of its clients; without that label nothing can be told, as two
/// processes may well report the same traffic labels.
struct RedundantJobs {
  /// The jobs to leave out, in alphabetical order.
  let jobs: [String]

  /// What a scrape has of a pod.
  private struct Part: Hashable {
    var figure: String
    var pod: String
    var cluster: String
  }

  init(_ rows: SurveyRows) {
    var parts: [String: Set<Part>] = [:]
    for figure in [Figure.opened, Figure.requests] {
      for row in rows.rows(of: figure) {
        guard let job = row["job"] else { continue }
        // A process without a pod's name is a part that no other job has.
        parts[job, default: []].insert(
          Part(figure: figure, pod: row["pod"] ?? " of \(job)", cluster: row[TrafficLabel.sourceCluster] ?? ""))
      }
    }
    // The job that has most is kept first; of equals the first in the alphabet, so that the choice stays the same.
    let order = parts.keys.sorted { left, right in
      let (one, other) = (parts[left]?.count ?? 0, parts[right]?.count ?? 0)
      return one == other ? left < right : one > other
    }
    var known: Set<Part> = []
    var redundant: [String] = []
    for job in order {
      guard let own = parts[job] else { continue }
      if own.isSubset(of: known) { redundant.append(job) }
      known.formUnion(own)
    }
    jobs = redundant.sorted()
  }
}
