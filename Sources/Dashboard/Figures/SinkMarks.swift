import Mesh

/// The signs of sinks that are marks on their callers.
enum SinkMarks {
  /// The letter of a mark: a to z.
  static func letter(_ mark: Int) -> Character {
    Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(clamping: mark % 26)))
  }

  /// Marks as a box shows them: `[ab]`.
  static func text(_ marks: [Int]) -> String { "[\(String(marks.map(letter)))]" }

  /// Which letter stands for which sink: `[a] otel  [b] dns`.
  static func legend(_ view: MeshView) -> String {
    view.sinks.map { sink in
      let name = view.mesh.node(sink.node)?.name ?? NodeNames.name(sink.node)
      return "[\(letter(sink.mark))] \(name)"
    }.joined(separator: "  ")
  }
}
