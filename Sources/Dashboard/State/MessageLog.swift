import FoundationEssentials

/// What was said to the user in this run, the newest last, and no more than a screenful of pages of it.
struct MessageLog: Sendable {
  /// Something that was said.
  struct Message: Sendable, Equatable {
    var time: Date
    var text: String
    var isError: Bool
    /// How often it was said in a row.
    var count = 1
  }

  /// How many are kept.
  static let most = 200

  private(set) var messages: [Message] = []

  /// Adds a message; what is said again counts, at its newest time.
  mutating func add(_ text: String, isError: Bool, at time: Date) {
    if let last = messages.last, last.text == text, last.isError == isError {
      messages[messages.count - 1].time = time
      messages[messages.count - 1].count += 1
      return
    }
    messages.append(Message(time: time, text: text, isError: isError))
    if messages.count > Self.most { messages.removeFirst(messages.count - Self.most) }
  }
}
