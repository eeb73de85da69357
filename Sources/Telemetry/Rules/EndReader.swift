import Metrics

/// What the labels of one combination of ends say.
struct Route {
  var source: End
  var sourceDetail: EndDetail
  var destination: End
  var destinationDetail: EndDetail
  var service: Service?
}

/// Reads both ends from a report's labels: rules 7 (what is left out), 8 (unknown ends) and 9 (missing workloads).
struct EndReader {
  private let known: Known
  private var strings: StringTable
  /// The service and the namespace in a host, by the host's number.
  private var hosts: [StringID: HostName] = [:]
  private var unknownID: StringID

  private struct HostName {
    var service: StringID
    var namespace: StringID
    var isAddress: Bool
  }

  /// A reader of rows whose cells are numbers of `strings`.
  init(_ strings: StringTable, _ known: Known) {
    self.strings = strings
    self.known = known
    unknownID = self.strings.intern("unknown")
  }

  /// The table with the names that were taken out of hosts.
  var names: StringTable { strings }

  /// The ends of a report with the values of ``TrafficLabel/ends``.
  mutating func read(_ labels: [StringID]) -> Result<Route, Rejection> {
    Result { () throws(Rejection) in
      let (source, sourceDetail) = try readSource(labels)
      return try readDestination(labels, source, sourceDetail)
    }
  }

  private func readSource(_ labels: [StringID]) throws(Rejection) -> (End, EndDetail) {
    let (cluster, namespace, workload, app) = (labels[0], labels[1], labels[2], labels[3])
    let detail = EndDetail(app: named(app), version: named(labels[4]))
    if known.isNamed(namespace) {
      guard known.isNamed(workload) || known.isNamed(app) else { throw .sourceWithoutName }
      // A missing label is a server that has but one cluster; `unknown` is a proxy that does not know its peer.
      guard cluster == .absent || known.isNamed(cluster) else { throw .unknownCluster }
    }
    let home = cluster == .absent ? unknownID : cluster
    if known.isNamed(workload) {
      return (End(kind: .workload, cluster: home, namespace: place(namespace), name: workload), detail)
    }
    if known.isNamed(app) {
      return (End(kind: .app, cluster: home, namespace: place(namespace), name: app), detail)
    }
    return (End(kind: .unknownSource, cluster: home, namespace: unknownID, name: unknownID), EndDetail())
  }

  private mutating func readDestination(
    _ labels: [StringID], _ source: End, _ sourceDetail: EndDetail
  ) throws(Rejection) -> Route {
    let (workload, app) = (labels[7], labels[8])
    let detail = EndDetail(app: named(app), version: named(labels[9]))
    var namespace = labels[6]
    let called = calledService(host: labels[10], name: labels[11], namespace: labels[12])
    if !known.isNamed(namespace) { namespace = called.namespace }

    func route(_ destination: End, _ detail: EndDetail, _ service: Service?) -> Route {
      Route(
        source: source, sourceDetail: sourceDetail, destination: destination, destinationDetail: detail,
        service: service)
    }
    let isBeyond = called.service == known.passthrough || called.service == known.blackhole
    // A call to an address that a server in the mesh answers reached that server.
    if isBeyond, !known.isNamed(workload) {
      let kind: End.Kind = called.service == known.passthrough ? .passthrough : .blackhole
      return route(
        End(kind: kind, cluster: source.cluster, namespace: unknownID, name: called.service), EndDetail(), nil)
    }
    if called.isAddress, !known.isNamed(workload) { throw .bareAddress }
    let cluster = try destinationCluster(labels[5], source.cluster, namespace)
    let service =
      called.service == .absent || called.isAddress || isBeyond
      ? nil : Service(cluster: cluster, namespace: place(called.namespace), name: called.service)
    if known.isNamed(workload) {
      return route(
        End(kind: .workload, cluster: cluster, namespace: place(namespace), name: workload), detail, service)
    }
    if let service {
      return route(
        End(kind: .service, cluster: cluster, namespace: service.namespace, name: service.name), detail, service)
    }
    return route(
      End(kind: .unknownDestination, cluster: cluster, namespace: place(namespace), name: unknownID), EndDetail(), nil)
  }

  /// The destination's cluster. An unknown one beside a known source and a known namespace is the source's.
  private func destinationCluster(
    _ cluster: StringID, _ source: StringID, _ namespace: StringID
  ) throws(Rejection) -> StringID {
    if known.isNamed(cluster) { return cluster }
    if cluster == .absent { return known.isNamed(source) ? source : unknownID }
    guard known.isNamed(namespace) else { return known.isNamed(source) ? source : unknownID }
    guard known.isNamed(source) else { throw .unknownCluster }
    return source
  }

  private func named(_ cell: StringID) -> StringID { known.isNamed(cell) ? cell : .absent }

  private func place(_ cell: StringID) -> StringID { known.isNamed(cell) ? cell : unknownID }

  /// The service that was called, by its own labels or else by its host (rule 8).
  private mutating func calledService(host: StringID, name: StringID, namespace: StringID) -> HostName {
    let host = known.isNamed(host) ? host : known.isNamed(name) ? name : .absent
    var called =
      host == .absent
      ? HostName(service: .absent, namespace: .absent, isAddress: false) : hostName(host)
    // An unresolved host stands in place of the service's name, too.
    if known.isNamed(name), name != host || called.service == .absent { called.service = name }
    if known.isNamed(namespace) { called.namespace = namespace }
    return called
  }

  /// What a host says: `<service>.<namespace>.svc.…` names both.
  private mutating func hostName(_ host: StringID) -> HostName {
    if let read = hosts[host] { return read }
    let text = strings[host]
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    var read = HostName(service: .absent, namespace: .absent, isAddress: Self.isAddress(text))
    if parts.count >= 3, parts[2] == "svc", !parts[0].isEmpty, !parts[1].isEmpty {
      read.service = strings.intern(String(parts[0]))
      read.namespace = strings.intern(String(parts[1]))
    }
    hosts[host] = read
    return read
  }

  /// Whether a host is an IP address, with or without a port.
  static func isAddress(_ host: String) -> Bool {
    if host.hasPrefix("[") || host.split(separator: ":", omittingEmptySubsequences: false).count > 2 {
      let digits = host.drop { $0 == "[" }.prefix { $0 != "]" }
      return digits.contains(":") && digits.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." || $0 == "%" }
    }
    let address = host.prefix { $0 != ":" }
    let bytes = address.split(separator: ".", omittingEmptySubsequences: false)
    return bytes.count == 4 && bytes.allSatisfy { $0.count <= 3 && UInt8($0) != nil }
  }
}
