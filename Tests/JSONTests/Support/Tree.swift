import JSON
import TestSupport

/// A JSON value that can be compared, to tell that writing and reading lose nothing.
indirect enum Tree: Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([Tree])
  case object([Member])

  struct Member: Equatable {
    var key: String
    var value: Tree
  }

  /// All that can be read of an element.
  init(_ element: JSONElement) {
    switch element.kind {
    case .null: self = .null
    case .bool: self = .bool(element.bool == true)
    case .number: self = element.int.map(Tree.int) ?? .double(element.double ?? .nan)
    case .string: self = .string(element.string ?? "")
    case .array: self = .array(element.elements.map(Tree.init))
    case .object: self = .object(element.members.map { Member(key: $0.key, value: Tree($0.value)) })
    }
  }

  func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let flag): json.value(flag)
    case .int(let number): json.value(number)
    case .double(let number): json.value(number)
    case .string(let text): json.value(text)
    case .array(let values):
      json.beginArray()
      for value in values { value.write(to: &json) }
      json.endArray()
    case .object(let members):
      json.beginObject()
      for member in members {
        json.key(member.key)
        member.value.write(to: &json)
      }
      json.endObject()
    }
  }
}

extension Tree {
  /// Any tree, at most `depth` levels deep.
  static func random(depth: Int, _ numbers: inout SplitMix64) -> Tree {
    switch Int.random(in: 0...(depth > 0 ? 7 : 5), using: &numbers) {
    case 0: return .null
    case 1: return .bool(.random(using: &numbers))
    case 2: return .int(.random(in: .min ... .max, using: &numbers))
    case 3:
      let number = Double(bitPattern: numbers.next())
      // Whole numbers are written without a fraction, and read back as such.
      return number.isFinite && number != number.rounded() ? .double(number) : .double(0.1)
    case 4, 5: return .string(randomText(&numbers))
    case 6: return .array((0..<Int.random(in: 0...5, using: &numbers)).map { _ in random(depth: depth - 1, &numbers) })
    default:
      return .object(
        (0..<Int.random(in: 0...5, using: &numbers)).map { _ in
          Member(key: randomText(&numbers), value: random(depth: depth - 1, &numbers))
        })
    }
  }

  private static func randomText(_ numbers: inout SplitMix64) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &numbers) {
      let limits: [UInt32] = [0x20, 0x80, 0x2100, 0x1_0000, 0x11_0000]
      let limit = limits[Int.random(in: limits.indices, using: &numbers)]
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &numbers)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
