extension Reports {
  /// What all proxies on a call's way report of it (telemetry.md, section 2).
  mutating func report(_ call: Call) {
    let client = mesh.workloads[call.source]
    if let waypoint = waypoint(of: call, from: client) {
      reportThroughWaypoint(call, client, waypoint)
    } else {
      for destination in call.destinations { reportDirect(call, client, destination) }
    }
  }

  /// The waypoint that the call really goes through.
  private func waypoint(of call: Call, from client: Workload) -> Waypoint? {
    guard let number = call.waypoint else { return nil }
    let waypoint = mesh.waypoints[number]
    let isInScope =
      switch waypoint.scope {
      case .service: call.service != nil
      case .workload: call.service == nil
      case .all: true
      }
    // Only ztunnels and gateways that are told to do so send traffic to a waypoint.
    return isInScope && (client.dataPlane == .ambient || client.dataPlane == .gateway) ? waypoint : nil
  }

  // MARK: Through a waypoint

  private mutating func reportThroughWaypoint(_ call: Call, _ client: Workload, _ waypoint: Waypoint) {
    if client.dataPlane == .ambient {
      reportConnections(
        call, Leg(share: 1),
        Subject(
          reporter: "source", source: .workload(client, hasPrincipal: true),
          destination: .workload(waypoint.workload, hasPrincipal: true), service: call.service, policy: "mutual_tls"),
        by: .ztunnel(cluster: client.cluster, node: client.node))
    }
    for destination in call.destinations {
      let server = destination.workload.map { mesh.workloads[$0] }
      if client.dataPlane == .gateway {
        reportL7(call, destination, client, server, "source", policy: "unknown", by: .envoy(client))
      }
      if waypoint.isScraped {
        reportL7(call, destination, client, server, "waypoint", policy: "mutual_tls", by: .waypoint(waypoint.workload))
      }
      if let server { reportServerLeg(call, destination, waypoint.workload, server) }
    }
  }

  private mutating func reportServerLeg(
    _ call: Call, _ destination: Call.Destination, _ waypoint: Workload, _ server: Workload
  ) {
    let subject = Subject(
      reporter: "destination", source: .workload(waypoint, hasPrincipal: true),
      destination: .workload(server, hasPrincipal: true), service: call.service, policy: "mutual_tls")
    switch server.dataPlane {
    case .ambient:
      reportConnections(
        call, Leg(share: destination.share), subject, by: .ztunnel(cluster: server.cluster, node: server.node))
    case .sidecar: reportL7(call, destination, subject, by: .envoy(server))
    case .gateway, .outside, .stranger: break
    }
  }

  // MARK: Directly

  private mutating func reportDirect(_ call: Call, _ client: Workload, _ destination: Call.Destination) {
    let server = destination.workload.map { mesh.workloads[$0] }
    let isEncrypted = client.isInMesh && server?.isInMesh == true
    reportByClient(call, client, server, destination, isEncrypted: isEncrypted)
    if let server { reportByServer(call, client, server, destination, isEncrypted: isEncrypted) }
  }

  private mutating func reportByClient(
    _ call: Call, _ client: Workload, _ server: Workload?, _ destination: Call.Destination, isEncrypted: Bool
  ) {
    switch client.dataPlane {
    case .ambient:
      reportConnections(
        call, Leg(share: destination.share),
        Subject(
          reporter: "source", source: .workload(client, hasPrincipal: isEncrypted),
          destination: server.map { $0.peer(hasPrincipal: true) } ?? .unknown(cluster: "unknown"),
          service: call.service, policy: isEncrypted ? "mutual_tls" : "unknown"),
        by: .ztunnel(cluster: client.cluster, node: client.node))
    case .sidecar, .gateway:
      reportL7(call, destination, client, server, "source", policy: "unknown", by: .envoy(client))
    case .outside, .stranger: break
    }
  }

  private mutating func reportByServer(
    _ call: Call, _ client: Workload, _ server: Workload, _ destination: Call.Destination, isEncrypted: Bool
  ) {
    let subject = Subject(
      reporter: "destination", source: client.peer(hasPrincipal: isEncrypted),
      destination: .workload(server, hasPrincipal: true), service: call.service,
      policy: isEncrypted ? "mutual_tls" : server.dataPlane == .sidecar ? "none" : "unknown")
    switch server.dataPlane {
    case .ambient:
      reportConnections(
        call, Leg(share: destination.share, isDenied: call.isDenied), subject,
        by: .ztunnel(cluster: server.cluster, node: server.node))
    case .sidecar: reportL7(call, destination, subject, by: .envoy(server))
    case .gateway, .outside, .stranger: break
    }
  }

  // MARK: Envoys

  private mutating func reportL7(
    _ call: Call, _ destination: Call.Destination, _ client: Workload, _ server: Workload?, _ reporter: String,
    policy: String, by proxy: Proxy
  ) {
    // An Envoy that is a client knows nothing of handshakes; a waypoint often cannot name the server of a TCP stream.
    let knowsServer = !(reporter == "waypoint" && call.applicationProtocol == .tcp)
    let subject = Subject(
      reporter: reporter, source: client.peer(hasPrincipal: policy == "mutual_tls"),
      destination: server.flatMap { knowsServer ? .workload($0, hasPrincipal: policy == "mutual_tls") : nil }
        ?? .unknown(cluster: client.cluster),
      service: call.service, policy: policy)
    reportL7(call, destination, subject, by: proxy)
    guard reporter == "waypoint", mesh.hasCompatibilityRules else { return }
    for copied in ["source", "destination"] {
      var copy = subject
      copy.reporter = copied
      reportL7(call, destination, copy, by: proxy)
    }
  }

  private mutating func reportL7(
    _ call: Call, _ destination: Call.Destination, _ subject: Subject, by proxy: Proxy
  ) {
    if call.applicationProtocol == .tcp {
      reportConnections(call, Leg(share: destination.share), subject, by: proxy)
    } else {
      reportRequests(call, destination, subject, by: proxy)
    }
  }
}

extension Workload {
  fileprivate var isInMesh: Bool { dataPlane != .outside && dataPlane != .stranger }

  /// How proxies label the workload.
  fileprivate func peer(hasPrincipal: Bool) -> Peer {
    dataPlane == .stranger ? .unknown(cluster: "unknown") : .workload(self, hasPrincipal: hasPrincipal)
  }
}
