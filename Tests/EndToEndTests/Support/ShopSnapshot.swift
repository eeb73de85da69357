import Foundation

/// A snapshot of a mesh of two, as meshtop writes it: `shop/frontend` calls `shop/cart`.
struct ShopSnapshot {
  /// Seconds after the first moment.
  var second = 0
  var isEncrypted = true
  /// Of the caller.
  var name = "frontend"
  /// How many more call in the same way.
  var others = 0

  /// A line of a recording.
  var line: String {
    get throws {
      let callers = [name] + (0..<others).map { "other-\($0)" }
      let start = Date(timeIntervalSince1970: 1_790_000_000 + Double(second))
      let document: [String: Any] = [
        "schema": "meshtop.snapshot/1", "time": ISO8601DateFormatter().string(from: start), "window": 120,
        "graph": "workload", "nodes": (callers + ["cart"]).map(node),
        "edges": callers.map { caller in
          [
            "source": id(caller), "target": id("cart"), "health": "healthy",
            "mtls": ["state": isEncrypted ? "full" : "none", "percent": isEncrypted ? 100 : 0],
            "tcp": ["requestBytes": 100, "responseBytes": 100, "opened": 1, "closed": 1, "denied": 0, "open": 0],
          ] as [String: Any]
        },
      ]
      let data = try JSONSerialization.data(withJSONObject: document, options: .sortedKeys)
      return String(decoding: data, as: UTF8.self) + "\n"
    }
  }

  private func id(_ name: String) -> String { "Kubernetes/shop/workload/\(name)" }

  private func node(_ name: String) -> [String: String] {
    [
      "id": id(name), "kind": "workload", "cluster": "Kubernetes", "namespace": "shop", "name": name, "app": name,
      "health": "healthy",
    ]
  }
}
