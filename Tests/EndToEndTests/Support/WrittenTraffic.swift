import Foundation

/// What the proxies of a small mesh told, written for a real Prometheus: what is known of it is known from here, and not
/// from the program.
///
/// `shop/frontend` calls `cart` and `stock` by connections, `pay` and `search` by requests through a waypoint.
struct WrittenTraffic {
  /// From when on the connections to `cart` are plaintext, and one in five requests to `pay` fails.
  let change: Int
  /// From when on `shop/intruder` calls `stock`, too.
  let intrusion: Int
  let times: ClosedRange<Int>

  /// The samples as OpenMetrics, one each 15 seconds.
  var history: String {
    let plain = Peer("frontend", hasIdentity: false)
    let frontend = Peer("frontend")
    let connections: [Counter] =
      Counter.connections(frontend, Peer("cart"), until: change)
      + Counter.connections(plain, Peer("cart", hasIdentity: false), isEncrypted: false, from: change)
      + Counter.connections(frontend, Peer("stock"))
      + Counter.connections(Peer("intruder"), Peer("stock"), from: intrusion)
    let requests = [
      Counter.requests(frontend, Peer("pay"), code: "200", rate: 10, until: change),
      Counter.requests(
        frontend, Peer("pay"), code: "200", rate: 8, from: change, base: 10 * (change - times.lowerBound)),
      Counter.requests(frontend, Peer("pay"), code: "503", rate: 2, from: change),
      Counter.requests(frontend, Peer("search"), code: "200", rate: 5),
    ]
    // Of the same series one counter goes on where another ended.
    let families = Dictionary(grouping: connections + requests, by: \.name).sorted { $0.key < $1.key }
    var lines: [String] = []
    for (name, counters) in families {
      lines.append("# TYPE \(name) unknown")
      let series = Dictionary(grouping: counters, by: \.labels).sorted { $0.key < $1.key }
      for (labels, parts) in series {
        for time in stride(from: times.lowerBound, through: times.upperBound, by: 15) {
          guard let value = parts.compactMap({ $0.value(at: time, since: times.lowerBound) }).max() else { continue }
          lines.append("\(name){\(labels)} \(value) \(time)")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n# EOF\n"
  }
}

/// An end of traffic, in the namespace `shop`.
private struct Peer {
  let name: String
  let hasIdentity: Bool

  init(_ name: String, hasIdentity: Bool = true) {
    self.name = name
    self.hasIdentity = hasIdentity
  }

  func labels(_ side: String) -> [String: String] {
    [
      "\(side)_workload": name, "\(side)_workload_namespace": "shop", "\(side)_canonical_service": name,
      "\(side)_canonical_revision": "v1", "\(side)_app": name, "\(side)_version": "v1", "\(side)_cluster": "Kubernetes",
      "\(side)_principal": hasIdentity ? "spiffe://cluster.local/ns/shop/sa/\(name)" : "unknown",
    ]
  }
}

/// A counter that rises from a moment to another, and then stays.
private struct Counter {
  let name: String
  let labels: String
  let rate: Int
  let start: Int?
  let end: Int?
  let base: Int

  /// The value at a moment; nil before there is one.
  func value(at time: Int, since first: Int) -> Int? {
    let start = start ?? first
    return time < start ? nil : base + rate * (min(time, end ?? time) - start)
  }

  /// What a ztunnel tells of connections: two a second, with bytes.
  static func connections(
    _ source: Peer, _ target: Peer, isEncrypted: Bool = true, from start: Int? = nil, until end: Int? = nil
  ) -> [Counter] {
    let labels = text(
      source, target,
      [
        "reporter": "destination", "request_protocol": "tcp", "app": "ztunnel",
        "connection_security_policy": isEncrypted ? "mutual_tls" : "none",
      ])
    let rates = ["received_bytes": 100, "sent_bytes": 1000, "connections_opened": 2, "connections_closed": 2]
    return rates.map { figure, rate in
      Counter(name: "istio_tcp_\(figure)_total", labels: labels, rate: rate, start: start, end: end, base: 0)
    }
  }

  /// What a waypoint tells of requests.
  static func requests(
    _ source: Peer, _ target: Peer, code: String, rate: Int, from start: Int? = nil, until end: Int? = nil,
    base: Int = 0
  ) -> Counter {
    let labels = text(
      source, target,
      [
        "reporter": "waypoint", "request_protocol": "http", "response_code": code, "grpc_response_status": "",
        "connection_security_policy": "mutual_tls",
      ])
    return Counter(name: "istio_requests_total", labels: labels, rate: rate, start: start, end: end, base: base)
  }

  private static func text(_ source: Peer, _ target: Peer, _ others: [String: String]) -> String {
    let service = [
      "destination_service_name": target.name, "destination_service_namespace": "shop",
      "destination_service": "\(target.name).shop.svc.cluster.local", "response_flags": "-",
    ]
    let all = [source.labels("source"), target.labels("destination"), service, others].flatMap(Array.init)
    return all.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",")
  }
}
