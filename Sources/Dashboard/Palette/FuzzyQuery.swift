/// What is typed to find an entry among many: words, each of whose letters must come in the entry in their order,
/// whatever their case.
struct FuzzyQuery {
  private let words: [[Unicode.Scalar]]

  init(_ text: String) {
    words = text.split(separator: " ").map { Self.folded($0) }
  }

  /// Whether everything matches.
  var isEmpty: Bool { words.isEmpty }

  /// A text in small letters, one scalar for each of its own.
  static func folded(_ text: some StringProtocol) -> [Unicode.Scalar] {
    text.unicodeScalars.map { scalar in
      let lower = scalar.properties.lowercaseMapping.unicodeScalars
      return lower.count == 1 ? lower.first ?? scalar : scalar
    }
  }

  /// How well a folded text matches, and at which of its scalars; nil where it does not.
  ///
  /// Letters that begin a word or follow one another count more, gaps and a late start less.
  func match(_ text: [Unicode.Scalar]) -> (score: Int, places: [Int])? {
    var score = 0
    var places: [Int] = []
    for word in words {
      guard let best = Self.best(word, in: text) else { return nil }
      score += best.score
      places += best.places
    }
    return (score, places)
  }

  /// The best of the ways to find a word, each of which begins at another place and takes every letter as soon as it comes.
  private static func best(_ word: [Unicode.Scalar], in text: [Unicode.Scalar]) -> (score: Int, places: [Int])? {
    var best: (score: Int, places: [Int])?
    for start in text.indices where text[start] == word[0] {
      guard let found = match(word, in: text, from: start) else { break }
      if best.map({ found.score > $0.score }) ?? true { best = found }
    }
    return best
  }

  private static func match(
    _ word: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int
  ) -> (score: Int, places: [Int])? {
    var score = -min(start, 3)
    var places: [Int] = []
    places.reserveCapacity(word.count)
    var place = start
    for letter in word {
      while place < text.count, text[place] != letter { place += 1 }
      if place == text.count { return nil }
      score += 2
      if place == 0 || !isWord(text[place - 1]) { score += 6 }
      if let last = places.last { score += place == last + 1 ? 5 : -min(place - last, 4) }
      places.append(place)
      place += 1
    }
    if word.count == text.count { score += 10 }
    return (score, places)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }
}
