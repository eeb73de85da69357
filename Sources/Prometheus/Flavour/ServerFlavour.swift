import JSON

/// Which program answers, as far as it says.
public enum ServerFlavour: String, Sendable, Hashable {
  case prometheus = "Prometheus"
  case thanos = "Thanos"
  case mimir = "Grafana Mimir"
  case cortex = "Cortex"
  case victoriaMetrics = "VictoriaMetrics"
  /// It does not say, or is not allowed to.
  case unknown = "unknown"

  /// Whether it knows `dedup`, `partial_response` and `max_source_resolution`.
  var deduplicates: Bool { self == .thanos }
}

/// What a server says of itself at `/api/v1/status/buildinfo`.
public struct ServerIdentity: Sendable, Hashable {
  /// Which program it is.
  public var flavour: ServerFlavour
  /// Its version by its own words; nil where it does not say, or says another program's.
  public var version: String?

  /// Nothing is known.
  public static let unknown = ServerIdentity(flavour: .unknown)

  /// A server that says so of itself.
  public init(flavour: ServerFlavour, version: String? = nil) {
    self.flavour = flavour
    self.version = version
  }

  /// What an answer tells; ``unknown`` where it is none.
  ///
  /// - Prometheus answers `version`, `revision`, `branch`, `goVersion` since 2.14.
  /// - Thanos answers the same with versions that begin with 0; a Query Frontend hands its Querier's answer on.
  /// - Mimir adds `application` and `features`.
  /// - Cortex, where that is switched on, answers as Prometheus does, with versions that begin with 1.
  /// - VictoriaMetrics answers with nothing but version 2.24.0, for Grafana's sake.
  init(answer: [UInt8]) {
    self = .unknown
    guard let json = try? JSONDocument(parsing: answer), let data = json.root["data"],
      let version = data["version"]?.string
    else { return }
    let major = version.prefix { $0 != "." }
    let hasBuild = ["revision", "branch", "goVersion"].contains { data[$0]?.string?.isEmpty == false }
    self.version = ServerText.harmless(version)
    if let application = data["application"]?.string {
      flavour =
        application.contains("Mimir") || application.contains("Enterprise Metrics")
        ? .mimir : application.contains("Cortex") ? .cortex : .unknown
    } else if data["features"]?["ruler_config_api"] != nil {
      flavour = .mimir
    } else if version == "2.24.0", !hasBuild {
      flavour = .victoriaMetrics
      self.version = nil
    } else if hasBuild {
      flavour = major == "0" ? .thanos : major == "1" ? .cortex : Int(major) != nil ? .prometheus : .unknown
    }
  }
}
