extension DemoBuilder {
  /// An ingress gateway in front of order, user and product, which call each other and keep their data in redis.
  ///
  /// One waypoint takes everything in the namespace, and the gateway sends its requests through it, too. An old batch
  /// job outside the mesh calls products in plaintext, and now and then somebody looks into redis by hand.
  mutating func addWebstore() {
    let namespace = "webstore"
    let gateway = add("external-gateway", in: "istio-system", account: "external-gateway", .gateway)
    let order = add("order", in: namespace)
    let user = add("user", in: namespace)
    let product = add("product", in: namespace)
    let redis = add("redis", in: namespace)
    let batch = add("price-import", in: "legacy", account: "default", .outside)
    let shell = add("debug-shell", in: "legacy", account: "default", .outside)
    let waypoint = addWaypoint("webstore-waypoint", in: namespace, scope: .all)
    let hour = swing()
    let level = level()

    func service(_ name: String) -> Call.Service { Call.Service("\(name)-service", namespace: namespace) }
    let answers = [
      Call.Response("200", share: 0.975), Call.Response("201", share: 0.015), Call.Response("404", share: 0.01),
    ]
    func http(_ from: Int, _ to: Int, _ name: String, rate: Double, latency: Double, bytes: Double) -> Call {
      Call(
        from: from, to: [Call.Destination(to)], service: service(name), via: waypoint, rate: rate * level,
        requestBytes: 350, responseBytes: bytes, modes: [Call.Mode(hour, responses: answers, latency: latency)])
    }
    add(http(gateway, order, "order", rate: 28, latency: 24, bytes: 2_400))
    add(http(gateway, user, "user", rate: 18, latency: 9, bytes: 900))
    add(http(gateway, product, "product", rate: 46, latency: 13, bytes: 9_500))
    add(http(order, user, "user", rate: 28, latency: 7, bytes: 800))
    add(http(order, product, "product", rate: 52, latency: 11, bytes: 3_200))
    add(http(product, order, "order", rate: 6, latency: 19, bytes: 1_400))
    add(http(user, order, "order", rate: 9, latency: 18, bytes: 1_900))
    add(http(user, product, "product", rate: 11, latency: 10, bytes: 2_700))
    for (client, queries) in [(order, 3.0), (user, 1.5), (product, 4.0)] {
      add(
        Call(
          from: client, to: [Call.Destination(redis)], service: Call.Service("redis", namespace: namespace),
          via: waypoint, .tcp, rate: queries * level, requestBytes: 5_200, responseBytes: 38_000, openConnections: 8,
          modes: [Call.Mode(hour)]))
    }
    add(
      Call(
        from: batch, to: [Call.Destination(product)], service: service("product"), rate: 2 * level,
        requestBytes: 14_000, responseBytes: 500, openConnections: 1, modes: [Call.Mode(hour)]))
    add(
      Call(
        from: shell, to: [Call.Destination(redis)], service: Call.Service("redis", namespace: namespace), .tcp,
        rate: 0.4, requestBytes: 600, responseBytes: 21_000, openConnections: 0,
        modes: [Call.Mode(swing(DemoScript.plaintextVisits))]))
  }
}
