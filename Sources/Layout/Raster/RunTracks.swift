/// Straight runs of one direction, sorted by their row (or column).
struct RunTracks: Sendable {
  private let runs: [LineMap.Run]
  /// Where the runs of each track start.
  private let starts: [Int]
  /// For each run the greatest last cell of it and the runs before it on its track, so that a search finds the first
  /// run that can reach a cell.
  private let reaches: [Int]

  /// Sorts runs: O(n log n).
  init(_ unsorted: [LineMap.Run]) {
    runs = unsorted.sorted { ($0.track, $0.first, $0.edge) < ($1.track, $1.first, $1.edge) }
    var starts = [Int](repeating: 0, count: (runs.last?.track ?? -1) + 2)
    for run in runs { starts[run.track + 1] += 1 }
    for track in starts.indices.dropFirst() { starts[track] += starts[track - 1] }
    var reaches: [Int] = []
    reaches.reserveCapacity(runs.count)
    for (index, run) in runs.enumerated() {
      let isFirst = index == starts[run.track]
      reaches.append(isFirst ? run.last : max(run.last, reaches[index - 1]))
    }
    self.starts = starts
    self.reaches = reaches
  }

  /// Calls `body` with each run on the tracks that has a cell in the range.
  func forEach(tracks: Range<Int>, cells: Range<Int>, _ body: (LineMap.Run) -> Void) {
    for track in tracks.clamped(to: 0..<(starts.count - 1)) {
      var low = starts[track]
      let end = starts[track + 1]
      var high = end
      while low < high {
        let middle = (low + high) / 2
        if reaches[middle] < cells.lowerBound { low = middle + 1 } else { high = middle }
      }
      while low < end, runs[low].first < cells.upperBound {
        if runs[low].last >= cells.lowerBound { body(runs[low]) }
        low += 1
      }
    }
  }
}
