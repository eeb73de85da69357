extension DemoBuilder {
  /// The product page with its details, reviews in three versions, the newest of which is slow, and ratings, which are slow
  /// twice an hour.
  ///
  /// The gateway goes past the waypoint, so that its requests are told by itself alone and their encryption by the
  /// server's ztunnel alone.
  mutating func addBookinfo() {
    let namespace = "bookinfo"
    let gateway = add("bookinfo-gateway-istio", in: namespace, .gateway)
    let page = add("productpage-v1", in: namespace, app: "productpage", version: "v1", account: "bookinfo-productpage")
    let details = add("details-v1", in: namespace, app: "details", version: "v1", account: "bookinfo-details")
    let reviews = ["v1", "v2", "v3"].map { version in
      add("reviews-\(version)", in: namespace, app: "reviews", version: version, account: "bookinfo-reviews")
    }
    let ratings = add("ratings-v1", in: namespace, app: "ratings", version: "v1", account: "bookinfo-ratings")
    let waypoint = addWaypoint("waypoint", in: namespace)
    let hour = swing()
    let slow = Profile(spans: DemoScript.slowRatings, swing: hour.swing, phase: hour.phase)
    let level = level()

    func call(
      _ from: Int, _ to: [Call.Destination], _ name: String, via: Int? = waypoint, rate: Double, bytes: Double,
      latency: Double, slowLatency: Double? = nil
    ) -> Call {
      let modes =
        slowLatency.map { [Call.Mode(slow.complement, latency: latency), Call.Mode(slow, latency: $0)] }
        ?? [Call.Mode(hour, latency: latency)]
      return Call(
        from: from, to: to, service: Call.Service(name, namespace: namespace), via: via, rate: rate * level,
        requestBytes: 600, responseBytes: bytes, modes: modes)
    }
    add(
      call(
        gateway, [Call.Destination(page)], "productpage", via: nil, rate: 42, bytes: 5_300, latency: 32,
        slowLatency: 620))
    add(call(page, [Call.Destination(details)], "details", rate: 42, bytes: 450, latency: 4))
    let shares = [
      Call.Destination(reviews[0], share: 0.5), Call.Destination(reviews[1], share: 0.3, slowness: 1.5),
      Call.Destination(reviews[2], share: 0.2, slowness: 5),
    ]
    add(call(page, shares, "reviews", rate: 42, bytes: 1_100, latency: 16, slowLatency: 580))
    for (version, share) in [(reviews[1], 0.3), (reviews[2], 0.2)] {
      add(
        call(
          version, [Call.Destination(ratings)], "ratings", rate: 42 * share, bytes: 380, latency: 3, slowLatency: 950))
    }
  }
}
