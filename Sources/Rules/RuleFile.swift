import Mesh
import TOML
import TOMLKit

/// A file of rules, in TOML:
///
///     [[rule]]
///     name = "no plaintext into payments"
///     over = "edges"                      # or nodes, namespaces; edges where it is not said
///     where = "target.ns = payments"      # all, where it is not said
///     must = "mtls"
///     least = 1                           # how many there must be; 0 where it is not said
///
///     [[rule]]
///     name = "who calls cart"
///     where = "target.app = cart"
///     callers = ["shop/frontend", "shop/checkout"]
///
///     [[rule]]
///     name = "what is called at all"
///     called = ["shop/cart", "shop/redis"]
public enum RuleFile {
  /// The most bytes of a file.
  public static let longest = 1 << 20
  private static let keys = ["name", "over", "where", "must", "callers", "called", "least"]

  /// The rules of a text, at least one.
  public static func rules(in text: String) throws(RuleError) -> [Rule] {
    if let fault = TOMLText.fault(in: text) { throw RuleError(problem: fault.problem, line: fault.line) }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw RuleError(problem: "It is no TOML: \(error.description).", line: error.source.begin.line)
    } catch {
      throw RuleError(problem: "It is no TOML.")
    }
    if let other = table.keys.sorted().first(where: { $0 != "rule" }) {
      throw RuleError(text: other, problem: "There is no such setting as \(other). Rules are written as [[rule]].")
    }
    guard let list = table["rule"]?.array, list.count > 0 else {
      throw RuleError(problem: "There is no rule in it. Write one as [[rule]] with a line such as must = \"mtls\".")
    }
    var rules: [Rule] = []
    let lines = TOMLText(text)
    for (place, element) in list.enumerated() {
      do throws(Fault) {
        guard let entry = element.table else { throw Fault("It is no table. Write it as [[rule]].") }
        rules.append(try rule(entry))
      } catch {
        var told = error.error
        told.line =
          error.key.flatMap { lines.line(of: $0, in: "rule", place: place) }
          ?? lines.line(ofTable: "rule", place: place)
        throw told
      }
    }
    return rules
  }

  /// What is wrong with a rule, and the key at which that stands; nil for the rule as a whole.
  private struct Fault: Error {
    var error: RuleError
    var key: String?

    init(_ error: RuleError, at key: String? = nil) { (self.error, self.key) = (error, key) }
    /// What is wrong with the rule as a whole.
    init(_ problem: String) { error = RuleError(problem: problem) }
    /// What is wrong with a key.
    init(_ key: String, _ problem: String) { (error, self.key) = (RuleError(text: key, problem: problem), key) }
  }

  private static func rule(_ table: TOMLTable) throws(Fault) -> Rule {
    if let other = table.keys.sorted().first(where: { !keys.contains($0) }) {
      throw Fault(other, "There is no such setting as \(other). There are \(keys.joined(separator: ", ")).")
    }
    func text(_ key: String) throws(Fault) -> String? {
      guard let value = table[key] else { return nil }
      guard let text = value.string else { throw Fault(key, "\(key) must be a text in quotes.") }
      return text
    }
    func expression(_ key: String) throws(Fault) -> FindExpression? {
      guard let text = try text(key) else { return nil }
      do throws(FindError) {
        return try FindExpression(parsing: text)
      } catch {
        throw Fault(RuleError(text: text, problem: "\(key): \(error.description)", range: error.range), at: key)
      }
    }
    let over = try text("over") ?? Rule.Scope.edges.rawValue
    guard let scope = Rule.Scope(rawValue: over) else {
      throw Fault("over", "over must be edges, nodes or namespaces.")
    }
    let subjects = try expression("where")
    let (must, said, allowed) = try condition(table, try expression("must"), try text("must"), scope)
    var least = 0
    if let value = table["least"] {
      guard let number = value.int, (0...1_000_000).contains(number) else {
        throw Fault("least", "least must be a whole number of 0 or more.")
      }
      least = number
    }
    let which = try text("where").map { "\($0) => " } ?? ""
    let prefix = scope == .edges ? "" : "\(scope.rawValue): "
    let whole = prefix + which + said
    let name = try text("name") ?? whole
    do throws(RuleError) {
      return try Rule(
        name: name, scope: scope, subjects: subjects, must: must, text: whole, least: least, allowed: allowed)
    } catch {
      throw Fault(error)
    }
  }

  /// What must hold, by `must`, `callers` or `called`.
  private static func condition(
    _ table: TOMLTable, _ must: FindExpression?, _ text: String?, _ scope: Rule.Scope
  ) throws(Fault) -> (FindExpression, String, Rule.Allowed?) {
    let given = ["must", "callers", "called"].filter { table[$0] != nil }
    guard given.count <= 1 else {
      throw Fault(given[1], "\(given[0]) and \(given[1]) go not together. Keep one.")
    }
    if let must, let text { return (must, text, nil) }
    guard let key = given.first else {
      throw Fault("It says not what must hold. Write a line such as must = \"mtls\".")
    }
    guard scope == .edges else { throw Fault(key, "\(key) is of edges. Leave over away.") }
    let names = table[key]?.array?.compactMap(\.string) ?? []
    guard let array = table[key]?.array, names.count == array.count, !names.isEmpty else {
      throw Fault(key, "\(key) must be a list of names such as \"shop/frontend\".")
    }
    if let name = names.first(where: { $0.contains("*") }) {
      throw Fault(
        key, "\(key) has whole names: \(name) is none. Write must = \"source.name startswith …\" for several.")
    }
    let said = "\(key) \(names.joined(separator: ", "))"
    return key == "callers"
      ? (.calledBy(names), said, Rule.Allowed(end: .source, names: names))
      : (.calling(names), said, Rule.Allowed(end: .target, names: names))
  }
}
