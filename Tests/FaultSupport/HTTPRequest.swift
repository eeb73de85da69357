import Foundation

/// What a server was asked.
public struct HTTPRequest: Sendable {
  public var method: String
  /// The path with the query.
  public var target: String
  /// By names in lower case.
  public var headers: [String: String]
  public var body: String
  /// Whether nothing was asked before over the same connection.
  public var isFirst = true

  public var path: String { String(target.prefix { $0 != "?" }) }

  /// The parameters of the query and of the form.
  public var parameters: [String: String] {
    let query = target.contains("?") ? target.drop { $0 != "?" }.dropFirst() : ""
    var result: [String: String] = [:]
    for pair in [String(query), body].joined(separator: "&").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
      if let name = parts.first { result[name] = parts.count > 1 ? parts[1] : "" }
    }
    return result
  }
}
