internal import CSimdjson

/// Why a text is not JSON: one sentence.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let description: String

  /// A reason in words.
  public init(_ description: String) { self.description = description }
}

/// A parsed JSON text, read through ``root``.
public final class JSONDocument {
  private let parser: OpaquePointer
  private let raw: sj_element

  /// Parses a whole text (RFC 8259). simdjson checks the UTF-8 and the nesting, of 1,024 levels at most.
  public init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
    guard let parser = sj_parser_new() else { throw JSONError("There is no memory to read JSON with.") }
    self.parser = parser
    var padded: [UInt8] = []
    padded.reserveCapacity(bytes.count + sj_padding())
    padded += bytes
    padded.append(contentsOf: repeatElement(0, count: sj_padding()))
    let count = bytes.count
    var root = sj_element()
    let problem = padded.withUnsafeBytes { buffer in
      sj_parse(parser, buffer.bindMemory(to: CChar.self).baseAddress, count, &root).map { String(cString: $0) }
    }
    raw = root
    if let problem {
      throw JSONError("It is not JSON: \(Self.sentence(problem))")
    }
  }

  deinit { sj_parser_free(parser) }

  /// The value that the text is.
  public var root: JSONElement { JSONElement(self, raw) }

  /// simdjson's words as the end of a sentence.
  private static func sentence(_ words: String) -> String {
    let text = words.prefix { $0 != "." }
    return "\(text.prefix(1).lowercased())\(text.dropFirst())."
  }
}

/// A value in a document.
public struct JSONElement {
  private let document: JSONDocument
  private let raw: sj_element

  init(_ document: JSONDocument, _ raw: sj_element) {
    self.document = document
    self.raw = raw
  }

  /// The kinds of values.
  public enum Kind: String, Sendable {
    case null
    case bool = "true or false"
    case number
    case string
    case array
    case object
  }

  /// What the value is.
  public var kind: Kind {
    switch sj_kind_of(raw) {
    case SJ_BOOL: .bool
    case SJ_INTEGER, SJ_DOUBLE: .number
    case SJ_STRING: .string
    case SJ_ARRAY: .array
    case SJ_OBJECT: .object
    default: .null
    }
  }

  /// The text of a string; nil of anything else.
  public var string: String? {
    guard kind == .string else { return nil }
    let text = sj_string(raw)
    return String(decoding: UnsafeRawBufferPointer(start: text.bytes, count: text.count), as: UTF8.self)
  }

  /// The value of a number; nil of anything else.
  public var double: Double? { kind == .number ? sj_double(raw) : nil }

  /// The value of a number without a fraction that fits; nil of anything else.
  public var int: Int? {
    var value: Int64 = 0
    return sj_kind_of(raw) == SJ_INTEGER && sj_integer(raw, &value) ? Int(value) : nil
  }

  /// True or false; nil of anything else.
  public var bool: Bool? { kind == .bool ? sj_bool(raw) : nil }

  /// The member of an object; nil where there is none, and of anything else than an object.
  public subscript(key: String) -> JSONElement? {
    var key = key
    var value = sj_element()
    let isFound = key.withUTF8 { buffer in
      buffer.withMemoryRebound(to: CChar.self) { sj_member(raw, $0.baseAddress, $0.count, &value) }
    }
    return isFound ? JSONElement(document, value) : nil
  }

  /// The elements of an array; none of anything else.
  public var elements: Elements { Elements(document, sj_elements(raw)) }

  /// The members of an object in their order; none of anything else.
  public var members: Members { Members(document, sj_members(raw)) }

  /// The elements of an array, one after another.
  public struct Elements: Sequence, IteratorProtocol {
    private let document: JSONDocument
    private var cursor: sj_cursor

    fileprivate init(_ document: JSONDocument, _ cursor: sj_cursor) {
      self.document = document
      self.cursor = cursor
    }

    /// The next element.
    public mutating func next() -> JSONElement? {
      var value = sj_element()
      return sj_next_element(&cursor, &value) ? JSONElement(document, value) : nil
    }
  }

  /// The members of an object, one after another.
  public struct Members: Sequence, IteratorProtocol {
    private let document: JSONDocument
    private var cursor: sj_cursor

    fileprivate init(_ document: JSONDocument, _ cursor: sj_cursor) {
      self.document = document
      self.cursor = cursor
    }

    /// The next member.
    public mutating func next() -> (key: String, value: JSONElement)? {
      var value = sj_element()
      var key = sj_text()
      guard sj_next_member(&cursor, &key, &value) else { return nil }
      let name = String(decoding: UnsafeRawBufferPointer(start: key.bytes, count: key.count), as: UTF8.self)
      return (name, JSONElement(document, value))
    }
  }
}
