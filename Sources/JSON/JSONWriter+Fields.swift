extension JSONWriter {
  /// Writes a member that is a text; nothing where there is none.
  public mutating func field(_ name: String, _ text: String?) {
    guard let text else { return }
    key(name)
    value(text)
  }

  /// Writes a member that is a number; nothing where it is not known, or not finite.
  public mutating func field(_ name: String, _ number: Double?) {
    guard let number, number.isFinite else { return }
    key(name)
    value(number)
  }

  /// Writes a member that is a list of texts.
  public mutating func field(_ name: String, _ texts: [String]) {
    key(name)
    beginArray()
    for text in texts { value(text) }
    endArray()
  }
}
