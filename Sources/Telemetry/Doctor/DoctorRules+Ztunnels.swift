import Mesh

extension DoctorRules {
  static let noL4 = "Connections, bytes and encryption are missing"

  // MARK: Ztunnels

  static func noZtunnels(_ setUp: SetUp) -> [Finding] {
    guard setUp.targets(.ztunnel).isEmpty, !setUp.hasZtunnelReports, !setUp.isOfSidecarsAlone else { return [] }
    var evidence = ["No target is named ztunnel."]
    let pods = setUp.runningZtunnels
    if !pods.isEmpty {
      evidence.append("Kubernetes runs \(Words.list(pods))\(inNamespace(setUp.ztunnelNamespace)).")
    }
    if !setUp.survey.hasConnections { evidence.append("There is no \(Metric.opened).") }
    if setUp.isOpenShift, setUp.isWorkloadMonitored {
      evidence.append("User workload monitoring is on, but takes no monitor of ztunnels.")
    }
    return [
      Finding(
        .noZtunnelTargets, .failing, problem: "No ztunnel is scraped.", evidence: evidence,
        effect: "\(noL4): meshtop can show requests alone.",
        remedy: "Have a PodMonitor in the namespace of the ztunnels." + (setUp.isOpenShift ? whichMonitors : ""),
        manifests: Manifests.ztunnel(in: setUp.ztunnelNamespace))
    ]
  }

  /// Which monitors user workload monitoring takes.
  static let whichMonitors =
    " If there is one, look at its apiVersion, which must be monitoring.coreos.com/v1 and not monitoring.rhobs/v1, and at its "
    + "namespace: user workload monitoring heeds no namespaceSelector."

  /// In which namespace something is, where that is known.
  static func inNamespace(_ namespace: String?) -> String {
    namespace.map { $0.isEmpty ? "" : " in \($0)" } ?? ""
  }

  static func ztunnelsDown(_ setUp: SetUp) -> [Finding] {
    let down = Self.down(setUp.targets(.ztunnel))
    guard !down.isEmpty else { return [] }
    let all = Set(setUp.targets(.ztunnel).map(\.process)).count
    return [
      Finding(
        .ztunnelDown, .failing, problem: "\(down.count) of \(Words.count(all, "ztunnel")) cannot be scraped.",
        evidence: ["up is 0 for \(Words.list(down.map(name)))."],
        effect: "\(noL4) for the workloads of \(down.count == 1 ? "its node" : "their nodes").",
        remedy: whereToLook, manifests: Manifests.ztunnel(in: down.first?.part.namespace))
    ]
  }

  /// What to do about targets that are down.
  static let whereToLook =
    "Look whether the monitor asks port 15020 at /stats/prometheus, as elsewhere scrapes fail; then at the pods, and whether "
    + "a NetworkPolicy keeps the scraper out."

  /// The processes of which no scrape comes about.
  static func down(_ targets: [SetUp.Target]) -> [SetUp.Target] {
    Dictionary(grouping: targets) { "\($0.part.namespace)/\($0.process)" }.values
      .compactMap { $0.contains(where: \.isUp) ? nil : $0.first }.sorted { $0.process < $1.process }
  }

  static func name(_ target: SetUp.Target) -> String {
    let address = target.instance.flatMap { $0 == target.process ? nil : " at \($0)" } ?? ""
    let port = target.endpoint.map { ", port \($0)" } ?? ""
    return "\(target.process)\(target.node.map { " on \($0)" } ?? "")\(address) (job \(target.job)\(port))"
  }

  // MARK: Missing

  static func ztunnelsMissing(_ setUp: SetUp) -> [Finding] {
    guard let missing = missingZtunnels(setUp) else { return [] }
    let names = missing.names.isEmpty ? [] : ["Missing: \(Words.list(missing.names))."]
    return [
      Finding(
        .ztunnelsMissing, .failing,
        problem: missing.count == 1
          ? "1 node's ztunnel is not scraped." : "\(missing.count) nodes' ztunnels are not scraped.",
        evidence: ["\(missing.source), \(Set(setUp.targets(.ztunnel).map(\.process)).count) are scraped."] + names,
        effect: "\(noL4) where both ends of a connection are on such nodes; where one is, the other end's report alone "
          + "is shown.",
        remedy: "Have the monitor select all ztunnels: it may select by a label that some lack, or drop some nodes.",
        manifests: Manifests.ztunnel(in: setUp.ztunnelNamespace))
    ]
  }

  /// How many ztunnels are not scraped beside others that are, their names as far as they are known, and who tells.
  static func missingZtunnels(_ setUp: SetUp) -> (count: Int, names: [String], source: String)? {
    let facts = setUp.facts
    let targets = setUp.targets(.ztunnel)
    let scraped = Set(targets.map(\.process))
    if scraped.isEmpty { return nil }
    let pods = facts.rows("kubernetes", Part.pod).filter { SetUp.isZtunnel($0.reported("pod") ?? "") }
    if !pods.isEmpty {
      let source = "kube_pod_info knows \(Words.count(pods.count, "ztunnel"))"
      if targets.contains(where: { $0.pod == nil }) {
        // Addresses cannot be held against names of pods, but be counted.
        return pods.count > scraped.count ? (pods.count - scraped.count, [], source) : nil
      }
      let missing = pods.filter { !scraped.contains($0.reported("pod") ?? "") }
        .map { "\($0.reported("pod") ?? "") on \($0["node"] ?? "an unknown node")" }
      return missing.isEmpty ? nil : (missing.count, missing, source)
    }
    // Each node has one, and one istio-cni beside it.
    let told = Set(targets.compactMap(\.node))
    let nodes = facts.nodes
    if !nodes.isEmpty, told.count == scraped.count {
      let missing = nodes.subtracting(told).sorted()
      return missing.isEmpty
        ? nil : (missing.count, missing, "kube_node_info knows \(Words.count(nodes.count, "node"))")
    }
    let beside = facts.rows("cni", Part.connected)
    let count = Set(beside.map(ProcessNamer.process)).count
    guard count > scraped.count else { return nil }
    let besideNodes = Set(beside.compactMap { $0["node"] })
    let names = told.count == scraped.count ? besideNodes.subtracting(told).sorted() : []
    return (count - scraped.count, names, "istio-cni tells of \(Words.count(count, "node"))")
  }

  // MARK: Wrong path

  static func ztunnelsAtWrongPath(_ setUp: SetUp) -> [Finding] {
    let told = setUp.facts.rows("ztunnels", Part.active) + setUp.facts.rows("builds", Part.build)
    let known = Set(told.map(ProcessNamer.process))
    let calling = setUp.facts.rows("ztunnels", Part.opened)
    let reporting = known.union(calling.map(ProcessNamer.process))
    // A job that keeps nothing but traffic has nothing of a ztunnel that has none.
    let picky = Set(calling.filter { !known.contains(ProcessNamer.process($0)) }.compactMap { $0["job"] })
    let silent = setUp.targets(.ztunnel)
      .filter { $0.isUp && !reporting.contains($0.process) && !picky.contains($0.job) }
    guard !silent.isEmpty else { return [] }
    return [
      Finding(
        .ztunnelWrongPath, .failing,
        problem: "\(Words.count(Set(silent.map(\.process)).count, "ztunnel")) answer scrapes with nothing of ztunnel.",
        evidence: scrapes(silent) + ["None has workload_manager_active_proxy_count or istio_build."],
        effect: "\(noL4) for their nodes.", remedy: "Scrape port ztunnel-stats (15020) at /stats/prometheus.",
        manifests: Manifests.ztunnel(in: silent.first?.part.namespace))
    ]
  }

  /// What each job's scrapes bring.
  static func scrapes(_ targets: [SetUp.Target]) -> [String] {
    Dictionary(grouping: targets, by: \.job).sorted { $0.key < $1.key }.map { job, targets in
      let samples = targets.compactMap(\.samples).max().map { ", \(Words.count(Int($0), "sample")) a scrape" } ?? ""
      let port = targets[0].endpoint.map { ", port \($0)" } ?? ""
      let address = targets[0].instance.map { ", \(targets.count > 1 ? "such as " : "")\($0)" } ?? ""
      return "Job \(job)\(port)\(address): \(Words.count(targets.count, "target")) up\(samples)."
    }
  }
}
