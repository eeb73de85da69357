import FoundationEssentials

/// Where moments stand on an axis of time, and between which of them nothing is known.
struct TimeAxis {
  /// Where each moment stands, as a share of the way from the first to the last.
  private let shares: [Double]
  /// How far apart two moments are at most of which one tells what was between them, as such a share.
  private let span: Double

  /// How many times further apart than usual moments are between which something is missing.
  private static let most = 2.5

  /// The axis of moments in their order: O(moments · log moments).
  init(_ times: [Date]) {
    let seconds = times.map { $0.timeIntervalSince(times[0]) }
    let length = seconds.last ?? 0
    guard length > 0 else {
      (shares, span) = (times.indices.map { Double($0) / Double(max(1, times.count - 1)) }, 1)
      return
    }
    shares = seconds.map { $0 / length }
    let steps = zip(shares.dropFirst(), shares).map { $0 - $1 }.sorted()
    span = steps[steps.count / 2] * Self.most
  }

  /// Where a moment stands, 0 to 1.
  func share(of place: Int) -> Double { shares[place] }

  /// The place among the moments at a share of the axis, with the part of the way to the next one; nil in a gap, further
  /// than `reach` from the moments at its ends.
  func place(at share: Double, reach: Double) -> Double? {
    guard !shares.isEmpty else { return nil }
    var (low, high) = (0, shares.count)
    while low < high {
      let middle = (low + high) / 2
      if shares[middle] > share { high = middle } else { low = middle + 1 }
    }
    let left = max(0, low - 1)
    guard left + 1 < shares.count else { return Double(left) }
    let width = shares[left + 1] - shares[left]
    guard width > 0 else { return Double(left) }
    if width <= span { return Double(left) + min(max(0, (share - shares[left]) / width), 1) }
    if share - shares[left] <= reach { return Double(left) }
    return shares[left + 1] - share <= reach ? Double(left + 1) : nil
  }
}
