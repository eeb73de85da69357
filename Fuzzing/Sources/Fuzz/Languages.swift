import Configuration
import Mesh
import Metrics

/// An expression is read, or what is wrong is pointed at; one that is read finds something or nothing, and can be completed.
func testFind(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  do throws(FindError) {
    guard let expression = try FindExpression.query(text) else { return }
    let selection = expression.selection(of: sampleMesh, namespaces: ["bookinfo"])
    precondition(selection.nodes.count == sampleMesh.snapshot.nodes.count, "Each node is found or not")
    precondition(selection.edges.count == sampleMesh.snapshot.edges.count, "Each edge is found or not")
  } catch {
    precondition(error.range.upperBound <= text.count, "What is wrong is in the text")
    for line in error.pointer(in: text) { checkHarmless(line) }
  }
  _ = FindCompletion.list(text, of: sampleMesh)
}

/// A selector is read, and of plain characters prints itself so that it reads back as the same.
func testSelector(_ bytes: [UInt8]) {
  guard let matchers = try? Matcher.list(parsing: String(decoding: bytes, as: UTF8.self)) else { return }
  guard matchers.allSatisfy({ $0.value.utf8.allSatisfy { (0x20..<0x7F).contains($0) } }) else { return }
  let text = matchers.map(\.description).joined(separator: ",")
  precondition((try? Matcher.list(parsing: text)) == matchers, "What is printed reads back as the same")
}
