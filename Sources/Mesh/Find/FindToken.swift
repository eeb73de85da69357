/// A word, an operator or a parenthesis of a find or hide expression, with its place.
struct FindToken: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case word(String)
    /// In quotes: never a keyword.
    case quoted(String)
    case comparison(FindOperator)
    case not
    case open
    case close
  }

  var kind: Kind
  /// The characters that it takes, counted from the start of the expression.
  var range: Range<Int>

  /// The most characters of an expression.
  static let longestText = 1000

  /// Splits an expression into tokens.
  static func list(_ text: String) throws(FindError) -> [FindToken] {
    let characters = Array(text)
    guard characters.count <= longestText else {
      throw FindError(longestText..<characters.count, "The expression is too long.", "Keep it below 1000 characters.")
    }
    var tokens: [FindToken] = []
    var place = 0
    while place < characters.count {
      let start = place
      switch characters[place] {
      case let blank where blank.isWhitespace: place += 1
      case "(", ")":
        tokens.append(FindToken(kind: characters[place] == "(" ? .open : .close, range: place..<place + 1))
        place += 1
      case "\"", "'":
        let quote = characters[place]
        guard let end = characters[(place + 1)...].firstIndex(of: quote) else {
          throw FindError(start..<characters.count, "A quote is not closed.", "Close it with \(quote).")
        }
        tokens.append(FindToken(kind: .quoted(String(characters[(start + 1)..<end])), range: start..<end + 1))
        place = end + 1
      default:
        if let (comparison, length) = FindOperator.sign(in: characters[place...]) {
          tokens.append(FindToken(kind: .comparison(comparison), range: place..<place + length))
          place += length
        } else if characters[place] == "!" {
          tokens.append(FindToken(kind: .not, range: place..<place + 1))
          place += 1
        } else {
          place = endOfWord(characters, from: place)
          tokens.append(FindToken(kind: .word(String(characters[start..<place])), range: start..<place))
        }
      }
    }
    return tokens
  }

  private static func endOfWord(_ characters: [Character], from start: Int) -> Int {
    var place = start
    while place < characters.count {
      let character = characters[place]
      if character.isWhitespace || "()\"'".contains(character) { break }
      if FindOperator.sign(in: characters[place...]) != nil { break }
      place += 1
    }
    return place
  }
}

/// How an operand is compared with a value.
enum FindOperator: Sendable, Hashable {
  case equal
  case unequal
  case greater
  case atLeast
  case less
  case atMost
  case contains
  case startsWith
  case endsWith
  case containsNot
  case startsNotWith
  case endsNotWith

  /// The signs, those first that begin with another one.
  private static let signs: [(String, FindOperator)] = [
    ("!*=", .containsNot), ("!^=", .startsNotWith), ("!$=", .endsNotWith), ("!=", .unequal), (">=", .atLeast),
    ("<=", .atMost), ("*=", .contains), ("^=", .startsWith), ("$=", .endsWith), ("=", .equal), (">", .greater),
    ("<", .less),
  ]

  /// The sign with which some characters begin.
  static func sign(in characters: ArraySlice<Character>) -> (FindOperator, length: Int)? {
    for (sign, comparison) in signs where characters.starts(with: sign) { return (comparison, sign.count) }
    return nil
  }

  /// The comparison that a word names.
  init?(word: String) {
    switch word {
    case "contains": self = .contains
    case "startswith": self = .startsWith
    case "endswith": self = .endsWith
    default: return nil
    }
  }

  /// The comparison that is true where this one is not.
  var opposite: FindOperator {
    switch self {
    case .equal: .unequal
    case .unequal: .equal
    case .greater: .atMost
    case .atLeast: .less
    case .less: .atLeast
    case .atMost: .greater
    case .contains: .containsNot
    case .startsWith: .startsNotWith
    case .endsWith: .endsNotWith
    case .containsNot: .contains
    case .startsNotWith: .startsWith
    case .endsNotWith: .endsWith
    }
  }

  /// Whether it compares numbers, and texts.
  var isForNumbers: Bool {
    switch self {
    case .equal, .unequal, .greater, .atLeast, .less, .atMost: true
    default: false
    }
  }
  var isForTexts: Bool {
    switch self {
    case .greater, .atLeast, .less, .atMost: false
    default: true
    }
  }
}
