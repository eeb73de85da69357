import Mesh
import Terminal

/// What is wrong in a configuration, and where.
public struct ConfigFault: Error, Sendable {
  /// The line, counted from 1; nil where it is not known.
  public var line: Int?
  /// The table; empty for none.
  public var section: String
  /// The setting; empty for none.
  public var key: String
  /// What is wrong.
  public var problem: String
  /// What to do; empty for nothing.
  public var remedy: String
  /// Lines that show what of a value is wrong; empty for none.
  public var detail: [String]

  /// A fault, of which the place may be told later.
  public init(
    line: Int? = nil, section: String = "", key: String = "", problem: String,
    remedy: String = "README.md tells what a configuration may hold.", detail: [String] = []
  ) {
    self.line = line
    self.section = section
    self.key = key
    self.problem = problem
    self.remedy = remedy
    self.detail = detail
  }

  /// What is wrong with an expression of the find language, with the wrong word pointed at; nil for nothing.
  public init?(ofExpression text: String) {
    do throws(FindError) {
      if try FindExpression.query(text) != nil { return nil }
      self.init(problem: "The expression is empty.", remedy: "Write one, or leave it out.")
    } catch {
      self.init(problem: error.problem, remedy: error.remedy, detail: error.pointer(in: text))
    }
  }

  /// Line, table, key and problem, with the file before them.
  public func place(in path: String) -> String {
    var words = "\(path): "
    if let line { words += "line \(line): " }
    if !section.isEmpty { words += "[\(Text.sanitized(section, longest: 80))] " }
    if !key.isEmpty { words += "\(Text.sanitized(key, longest: 80)): " }
    return words + Text.sanitized(problem, longest: 300)
  }

  /// The whole sentence, and what is wrong of the value below it.
  public func lines(in path: String) -> [String] {
    [remedy.isEmpty ? place(in: path) : "\(place(in: path)) \(Text.sanitized(remedy, longest: 300))"] + detail
  }
}
