import ArgumentParser
import Configuration
import Dashboard
import Mesh
import Metrics
import Prometheus
import Telemetry
import Terminal

extension ConfigSetting {
  /// What is wrong with the value; nil for nothing.
  var fault: ConfigFault? {
    if values.isEmpty { return nil }
    for value in values {
      guard var fault = fault(of: value) else { continue }
      fault.line = line
      fault.section = section
      fault.key = option.rawValue
      return fault
    }
    if option == .collapse, values.contains("none"), values.count > 1 {
      return ConfigFault(
        line: line, section: section, key: option.rawValue, problem: "\"none\" goes with no other.",
        remedy: "Keep it alone, or leave it out.")
    }
    return nil
  }

  private func fault(of value: String) -> ConfigFault? {
    switch option {
    case .thanos, .prometheus:
      return checked { () throws(SourceError) in try PrometheusOptions.check(url: value) }
    case .timeout, .window, .refresh:
      return Span(argument: value) == nil
        ? ConfigFault(problem: "\"\(value)\" is no span of time.", remedy: "Write such as 90s, 5m or 1h30m.") : nil
    case .graph: return choice(value, GraphType.self)
    case .waypoints: return choice(value, WaypointDisplay.self)
    case .fold: return choice(value, PartOptions.Fold.self)
    case .logLevel: return choice(value, LogOptions.Level.self)
    case .glyphs: return choice(value, GlyphChoice.self)
    case .group: return choice(value, Grouping.self)
    case .layers: return choice(value, PartOptions.Layers.self)
    case .selector, .ztunnelSelector, .waypointSelector:
      do {
        _ = try Matcher.list(parsing: value)
      } catch {
        return ConfigFault(problem: error.description, remedy: "")
      }
      return nil
    case .find, .hide: return ConfigFault(ofExpression: value)
    case .theme:
      do throws(Trouble) {
        _ = try Themes.load(value)
      } catch {
        return ConfigFault(problem: error.problem, remedy: error.remedy)
      }
      return nil
    case .namespace: return Self.fault(ofGlob: value)
    case .header: return checked { () throws(SourceError) in _ = try RequestHeader(parsing: value) }
    case .tenant: return checked { () throws(SourceError) in try PrometheusOptions.check(tenant: value) }
    case .serverName: return checked { () throws(SourceError) in try PrometheusOptions.check(serverName: value) }
    case .user:
      return checked { () throws(SourceError) in _ = try LoginSource(user: value, password: .file("")) }
    case .cluster, .collapse, .focus, .tokenFile, .tokenCommand, .caFile, .caDir, .kubeconfig, .kubeContext,
      .passwordFile, .clientCert, .clientKey, .headerFile, .logFile:
      return value.isEmpty ? ConfigFault(problem: "The text is empty.", remedy: "Write one, or leave it out.") : nil
    case .idle, .ascii, .insecure, .noMouse, .noState, .noServiceAccount, .noPartialResponse: return nil
    }
  }

  private func checked(_ body: () throws(SourceError) -> Void) -> ConfigFault? {
    do {
      try body()
      return nil
    } catch {
      return ConfigFault(problem: error.problem, remedy: error.remedy)
    }
  }

  private func choice<Choice: ExpressibleByArgument>(_ value: String, _ type: Choice.Type) -> ConfigFault? {
    if Choice(argument: value) != nil { return nil }
    return ConfigFault(
      problem: "\"\(value)\" is none of the choices.",
      remedy: "Use one of \(Choice.allValueStrings.joined(separator: ", ")).")
  }

  private static func fault(ofGlob text: String) -> ConfigFault? {
    let remedy = "In a name * stands for any letters and ? for one."
    if text.isEmpty { return ConfigFault(problem: "The name is empty.", remedy: remedy) }
    let isKnown = { (character: Character) in
      character.isASCII && (character.isLetter || character.isNumber || "-._*?".contains(character))
    }
    guard let wrong = text.first(where: { !isKnown($0) }) else { return nil }
    return ConfigFault(problem: "\"\(text)\" has a \(wrong) in it, which no namespace has.", remedy: remedy)
  }
}
