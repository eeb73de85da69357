import FoundationEssentials

/// Moments in their order, of which a file can have thousands. Each look-up is O(log moments).
extension [Date] {
  /// How many moments are not after a date.
  func count(upTo date: Date) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] > date { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The last moment not after a date.
  func last(upTo date: Date) -> Date? {
    let count = count(upTo: date)
    return count == 0 ? nil : self[count - 1]
  }

  /// The first moment after a date.
  func first(after date: Date) -> Date? {
    let count = count(upTo: date)
    return count < self.count ? self[count] : nil
  }

  /// The first moment not before a date.
  func first(from date: Date) -> Date? { last(upTo: date) == date ? date : first(after: date) }

  /// The moment that is nearest to a date, the earlier of two.
  func nearest(to date: Date) -> Date? {
    [last(upTo: date), first(after: date)].compactMap(\.self).min {
      abs($0.timeIntervalSince(date)) < abs($1.timeIntervalSince(date))
    }
  }
}
