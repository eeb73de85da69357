public import JSON

/// What was chosen for each source or context, as the file of state holds it.
public struct KeptStates: Sendable {
  /// The name of the format.
  static let schema = "meshtop.state/1"
  /// How many sources are remembered: those that were looked at last.
  static let most = 100

  private var entries: [(source: String, state: KeptState)] = []

  /// Nothing kept.
  public init() {}

  /// Reads a file's text. A value that is not understood is passed over, as if it had not been chosen.
  public init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
    let document = try JSONDocument(parsing: bytes)
    guard document.root["schema"]?.string == Self.schema else { throw JSONError("Its schema is not \(Self.schema).") }
    guard let sources = document.root["sources"] else { return }
    for element in sources.elements.prefix(Self.most) {
      guard let source = element["source"]?.string else { continue }
      self[source] = KeptState(element)
    }
  }

  /// What was chosen for a source or context. What is set is the newest.
  public subscript(source: String) -> KeptState {
    get { entries.last { $0.source == source }?.state ?? KeptState() }
    set {
      entries.removeAll { $0.source == source }
      entries.append((source, newValue))
      if entries.count > Self.most { entries.removeFirst(entries.count - Self.most) }
    }
  }

  /// The file's text.
  public var bytes: [UInt8] {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.key("schema")
    json.value(Self.schema)
    json.key("sources")
    json.beginArray()
    for entry in entries {
      json.beginObject()
      json.key("source")
      json.value(entry.source)
      entry.state.writeMembers(to: &json)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.bytes
  }
}
