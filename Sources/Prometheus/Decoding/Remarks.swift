/// What a server says beside the rows of an answer.
struct Remarks: Sendable, Equatable {
  /// At most 20 warnings, by the server's own words.
  var warnings: [String] = []
  /// Whether the server says in so many words that the answer is not whole, as VictoriaMetrics does.
  var isPartial = false

  /// Why the answer is not whole, a few words each: what could not be read, and why.
  ///
  /// - Parameter token: what was sent; a server that repeats it must not make us do so.
  func missing(hiding secrets: [Secret]) -> [String] {
    let stores = warnings.filter { !Self.isAnnotation($0) }.map { Self.words($0, hiding: secrets) }
    if stores.isEmpty, isPartial { return ["some of the server's storage nodes did not answer"] }
    return stores
  }

  /// What the server says of how it evaluated the query. Hints at how queries may be written better are not for the user.
  func annotations(hiding secrets: [Secret]) -> [String] {
    warnings.filter { Self.isAnnotation($0) && !$0.hasPrefix(Self.hint) }.map {
      ServerText.harmless($0, hiding: secrets)
    }
  }

  // Prometheus' annotations begin so (its util/annotations); older servers put the hints among the warnings. All other
  // warnings tell of storage that could not be read.
  private static let hint = "PromQL info:"
  private static func isAnnotation(_ text: String) -> Bool { text.hasPrefix(hint) || text.hasPrefix("PromQL warning:") }

  /// A warning of Thanos, which names a store and what it failed with, in few words; any other one as it is.
  private static func words(_ text: String, hiding secrets: [Secret]) -> String {
    if text.hasPrefix("No StoreAPIs matched") { return "no store of the server holds this time or these labels" }
    guard let start = text.firstRange(of: "Addr: ") else { return ServerText.harmless(text, hiding: secrets) }
    let address = text[start.upperBound...].prefix { $0 != " " && $0 != "]" }
    guard !address.isEmpty else { return ServerText.harmless(text, hiding: secrets) }
    var name = "store \(address)"
    if let labels = labels(text[start.upperBound...]) { name += " (\(labels))" }
    return ServerText.harmless("\(name) did not answer: \(reason(text))", hiding: secrets)
  }

  /// The first set of a store's labels, without quotes.
  private static func labels(_ text: Substring) -> String? {
    guard let start = text.firstRange(of: "LabelSets: {"), let end = text[start.upperBound...].firstIndex(of: "}"),
      start.upperBound < end
    else { return nil }
    return String(text[start.upperBound..<end].replacing("\"", with: "").replacing(",", with: ", "))
  }

  /// What a call failed with: the innermost description of a gRPC error.
  private static func reason(_ text: String) -> String {
    var reason = text[...]
    if let range = text.ranges(of: "desc = ").last {
      reason = text[range.upperBound...]
    } else if let range = text.ranges(of: "Time: ").last ?? text.firstRange(of: "Maxt: "),
      let colon = text[range.upperBound...].firstRange(of: ": ")
    {
      reason = text[colon.upperBound...]
    } else if text.hasPrefix("failed to receive any data") {
      reason = "it sent nothing in time"
    }
    return String(reason.replacing("\"", with: "").replacing("transport: ", with: ""))
  }
}
