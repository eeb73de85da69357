/// What somebody may have meant by a word that the language does not have.
enum FindSuggestion {
  /// All words and operands, with the shorter names.
  private static let names =
    FindWord.allCases.map(\.rawValue) + FindText.allCases.map(\.rawValue) + FindText.aliases.keys.sorted()
    + FindNumber.allCases.map(\.rawValue) + FindNumber.aliases.keys.sorted()

  /// The name that a word is nearest to: of those it begins with or begins, or has one or, if long, two letters otherwise than;
  /// nil where none is near.
  static func nearest(to word: String) -> String? {
    // What is absurdly long is near nothing, and comparing it would take long.
    guard word.count <= 40 else { return nil }
    let word = bare(word.lowercased())
    let near = names.compactMap { name -> (name: String, letters: Int)? in
      let bare = bare(name)
      let letters = changes(from: Array(word), to: Array(bare))
      let isPart = min(word.count, bare.count) >= 3 && (word.hasPrefix(bare) || bare.hasPrefix(word))
      let most = bare.count < 4 ? 0 : bare.count < 8 ? 1 : 2
      return isPart || letters <= most ? (name, letters) : nil
    }
    return near.min { $0.letters < $1.letters }?.name
  }

  private static func bare(_ name: String) -> String { name.hasPrefix("%") ? String(name.dropFirst()) : name }

  /// How many letters must be put in, taken out, replaced or swapped with the next: the optimal string alignment distance.
  private static func changes(from one: [Character], to other: [Character]) -> Int {
    var rows = [Array(0...other.count)]
    for i in one.indices {
      var row = [i + 1]
      for j in other.indices {
        var least = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (one[i] == other[j] ? 0 : 1))
        if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] { least = min(least, rows[i - 1][j - 1] + 1) }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[one.count][other.count]
  }
}
