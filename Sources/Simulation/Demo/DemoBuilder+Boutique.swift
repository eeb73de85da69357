extension DemoBuilder {
  /// Twelve workloads that mostly speak gRPC. Payments fail twice an hour, and with them every other checkout.
  mutating func addBoutique() {
    let namespace = "boutique"
    var numbers: [String: Int] = [:]
    for name in [
      "loadgenerator", "frontend", "cart", "productcatalog", "currency", "payment", "shipping", "email", "checkout",
      "recommendation", "ad", "redis-cart",
    ] { numbers[name] = add(name, in: namespace) }
    let scanner = add("port-scan", in: "legacy", account: "default", .outside)
    let waypoint = addWaypoint("waypoint", in: namespace)
    let hour = swing()
    let failing = Profile(spans: DemoScript.paymentErrors, swing: hour.swing, phase: hour.phase)
    let level = level()

    for row in Self.boutiqueCalls {
      guard let from = numbers[row.from], let to = numbers[row.to] else { continue }
      let modes =
        row.failures.isEmpty
        ? [Call.Mode(hour, responses: row.answers, latency: row.latency)]
        : [
          Call.Mode(failing.complement, responses: row.answers, latency: row.latency),
          Call.Mode(failing, responses: row.failures, latency: row.latency * 3),
        ]
      add(
        Call(
          from: from, to: [Call.Destination(to)], service: Call.Service(row.to, namespace: namespace),
          // The redis service is told to do without a waypoint.
          via: row.spoken == .tcp ? nil : waypoint, row.spoken, rate: row.rate * level,
          requestBytes: row.requestBytes, responseBytes: row.responseBytes,
          openConnections: row.spoken == .tcp ? 12 : 4,
          modes: modes))
    }
    if let redis = numbers["redis-cart"] {
      add(
        Call(
          from: scanner, to: [Call.Destination(redis)], service: Call.Service("redis-cart", namespace: namespace), .tcp,
          rate: 0.5, openConnections: 0, modes: [Call.Mode(swing(DemoScript.deniedConnections))], isDenied: true))
    }
  }

  private struct BoutiqueCall {
    var from: String
    var to: String
    var spoken = Call.ApplicationProtocol.grpc
    var rate: Double
    var latency: Double
    var requestBytes = 180.0
    var responseBytes = 700.0
    var answers = [Call.Response("200", grpcStatus: "0")]
    /// What comes of requests while payments fail; empty where it does not matter.
    var failures: [Call.Response] = []
  }

  private static let boutiqueCalls = [
    BoutiqueCall(
      from: "loadgenerator", to: "frontend", spoken: .http, rate: 90, latency: 46, requestBytes: 700,
      responseBytes: 16_000, answers: [Call.Response("200", share: 0.94), Call.Response("302", share: 0.06)],
      failures: [
        Call.Response("200", share: 0.94), Call.Response("302", share: 0.035), Call.Response("500", share: 0.025),
      ]),
    BoutiqueCall(from: "frontend", to: "productcatalog", rate: 160, latency: 3, responseBytes: 3_100),
    BoutiqueCall(from: "frontend", to: "currency", rate: 130, latency: 2),
    BoutiqueCall(from: "frontend", to: "cart", rate: 75, latency: 5),
    BoutiqueCall(from: "frontend", to: "recommendation", rate: 55, latency: 12),
    BoutiqueCall(
      from: "frontend", to: "ad", rate: 45, latency: 8,
      answers: [
        Call.Response("200", grpcStatus: "0", share: 0.998), Call.Response("200", grpcStatus: "4", share: 0.002),
      ]),
    BoutiqueCall(from: "frontend", to: "shipping", rate: 22, latency: 4),
    BoutiqueCall(
      from: "frontend", to: "checkout", rate: 5.5, latency: 60, requestBytes: 900,
      failures: [
        Call.Response("200", grpcStatus: "0", share: 0.55), Call.Response("200", grpcStatus: "13", share: 0.45),
      ]),
    BoutiqueCall(from: "recommendation", to: "productcatalog", rate: 55, latency: 3, responseBytes: 4_800),
    BoutiqueCall(from: "checkout", to: "cart", rate: 11, latency: 5),
    BoutiqueCall(from: "checkout", to: "productcatalog", rate: 14, latency: 3, responseBytes: 1_200),
    BoutiqueCall(from: "checkout", to: "currency", rate: 18, latency: 2),
    BoutiqueCall(from: "checkout", to: "shipping", rate: 8, latency: 4),
    BoutiqueCall(
      from: "checkout", to: "payment", rate: 5.5, latency: 21,
      failures: [
        Call.Response("200", grpcStatus: "0", share: 0.55), Call.Response("200", grpcStatus: "14", share: 0.25),
        Call.Response("503", grpcStatus: "14", flags: "UF", share: 0.2),
      ]),
    BoutiqueCall(from: "checkout", to: "email", rate: 5, latency: 34, requestBytes: 2_600, responseBytes: 60),
    BoutiqueCall(
      from: "cart", to: "redis-cart", spoken: .tcp, rate: 6, latency: 1, requestBytes: 7_000, responseBytes: 26_000),
  ]
}
