/// A Prometheus configuration that scrapes simulated targets which one address serves.
public struct ScrapeConfig: Sendable {
  private let targets: [Target]
  private let address: String

  /// A configuration for `targets`, all served at `address` (`host:port`), each at its own path.
  public init(_ targets: [Target], address: String) {
    self.targets = targets
    self.address = address
  }

  /// The configuration as YAML.
  ///
  /// Targets keep the labels that their scrapes would have in a cluster, and their intervals.
  public var yaml: String {
    var lines = ["scrape_configs:"]
    for target in targets {
      lines += [
        "  - job_name: \(Self.quoted(target.name))",
        "    scrape_interval: \(Int(seconds(target.interval)))s",
        "    metrics_path: \(Self.quoted(target.path))",
        "    static_configs:",
        "      - targets: [\(Self.quoted(address))]",
        "        labels:",
      ]
      lines += target.labels.map { "          \($0.name): \(Self.quoted($0.value))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A YAML scalar in double quotes.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case let control where control.value < 0x20 || control.value == 0x7f:
        let hex = String(control.value, radix: 16)
        result += "\\x" + (hex.count < 2 ? "0" + hex : hex)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension Target {
  /// The path at which one address serves this target among others.
  public var path: String { "/\(name)\(metricsPath)" }
}
