import Foundation

/// What a server was asked.
package struct HTTPRequest: Sendable {
  package var method: String
  /// The path with the query.
  package var target: String
  /// By names in lower case.
  package var headers: [String: String]
  package var body: String
  /// Whether nothing was asked before over the same connection.
  package var isFirst = true

  package var path: String { String(target.prefix { $0 != "?" }) }

  /// The parameters of the query and of the form.
  package var parameters: [String: String] {
    let query = target.contains("?") ? target.drop { $0 != "?" }.dropFirst() : ""
    var result: [String: String] = [:]
    for pair in [String(query), body].joined(separator: "&").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
      if let name = parts.first { result[name] = parts.count > 1 ? parts[1] : "" }
    }
    return result
  }
}
