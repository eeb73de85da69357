/// How much of a call goes over one leg.
struct Leg {
  /// The part of the call's traffic, 0 to 1.
  var share: Double
  /// Whether the server's side denies the connections.
  var isDenied = false
}

extension Reports {
  /// What a ztunnel or an Envoy reports of TCP connections (telemetry.md, sections 1 and 2).
  mutating func reportConnections(_ call: Call, _ leg: Leg, _ subject: Subject, by proxy: Proxy) {
    let base = subject.labels + [Label("request_protocol", "tcp")]
    let labels = add(base + [Label("response_flags", "-")])
    let scrape = scrape(of: proxy)
    let connections = call.rate / call.requestsPerConnection * leg.share
    func parts(_ rate: Double) -> [(profile: Profile, rate: Double)] { call.modes.map { ($0.profile, rate) } }
    let opened = flows(parts(connections))
    // What is open all the time was opened long ago and is never closed.
    emit(
      "istio_tcp_connections_opened_total", labels,
      .counter(opened, base: leg.isDenied ? 0 : call.openConnections * leg.share), to: scrape)
    let closedLabels = leg.isDenied ? add(base + [Label("response_flags", "DENY")]) : labels
    emit("istio_tcp_connections_closed_total", closedLabels, .counter(opened), to: scrape)
    if leg.isDenied {
      emit("istio_tcp_connections_failed_total", closedLabels, .counter(opened), to: scrape)
      return
    }
    let requestBytes = flows(parts(call.rate * call.requestBytes * leg.share))
    let responseBytes = flows(parts(call.rate * call.responseBytes * leg.share))
    emit("istio_tcp_received_bytes_total", labels, .counter(requestBytes), to: scrape)
    emit("istio_tcp_sent_bytes_total", labels, .counter(responseBytes), to: scrape)
  }
}
