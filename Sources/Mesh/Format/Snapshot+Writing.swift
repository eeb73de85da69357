import FoundationEssentials
public import JSON

extension Snapshot {
  /// The name of the public format.
  public static let schema = "meshtop.snapshot/1"

  /// Writes the snapshot in the public format; what is not known is left out.
  public func write(to json: inout JSONWriter) {
    json.beginObject()
    json.field("schema", Self.schema)
    json.field("time", time.formatted(Timestamp.style(for: time)))
    json.field("window", window.seconds)
    json.field("graph", graph.rawValue)
    if !source.isEmpty { json.field("source", source) }
    if !warnings.isEmpty { json.field("warnings", warnings) }
    json.key("nodes")
    json.beginArray()
    for node in nodes { node.write(to: &json) }
    json.endArray()
    json.key("edges")
    json.beginArray()
    for edge in edges { edge.write(to: &json) }
    json.endArray()
    if let controlPlane {
      json.key("controlPlane")
      controlPlane.write(to: &json, besideMeshOf: time)
    }
    json.endObject()
  }
}

extension Node {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.field("id", id.rawValue)
    json.field("kind", kind.rawValue)
    json.field("cluster", cluster)
    json.field("namespace", namespace)
    json.field("name", name)
    json.field("app", app)
    json.field("version", version)
    json.field("health", health.rawValue)
    if let latency {
      json.key("latency")
      json.beginObject()
      latency.write(to: &json)
      json.endObject()
    }
    json.endObject()
  }
}

extension Edge {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.field("source", source.rawValue)
    json.field("target", target.rawValue)
    json.field("via", via?.rawValue)
    if !services.isEmpty { json.field("services", services) }
    http?.write("http", to: &json)
    grpc?.write("grpc", to: &json)
    tcp?.write(to: &json)
    json.key("mtls")
    json.beginObject()
    json.field("state", mtls.state.rawValue)
    json.field("percent", mtls.percent)
    json.endObject()
    if !sourcePrincipals.isEmpty { json.field("sourcePrincipals", sourcePrincipals) }
    if !destinationPrincipals.isEmpty { json.field("destinationPrincipals", destinationPrincipals) }
    json.field("health", health.rawValue)
    json.endObject()
  }
}

extension RequestTraffic {
  fileprivate func write(_ name: String, to json: inout JSONWriter) {
    json.key(name)
    json.beginObject()
    json.field("rate", rate)
    json.field("errorPercent", errorPercent)
    latency?.write(to: &json)
    json.field("requestBytes", requestBytes)
    json.field("responseBytes", responseBytes)
    if !responses.isEmpty {
      json.key("responses")
      json.beginArray()
      for response in responses {
        json.beginObject()
        json.field("code", response.code)
        json.field("flags", response.flags)
        json.field("rate", response.rate)
        json.endObject()
      }
      json.endArray()
    }
    json.endObject()
  }
}

extension Latency {
  fileprivate func write(to json: inout JSONWriter) {
    json.field("average", average)
    json.field("p50", p50)
    json.field("p95", p95)
    json.field("p99", p99)
  }
}

extension TCPTraffic {
  fileprivate func write(to json: inout JSONWriter) {
    json.key("tcp")
    json.beginObject()
    json.field("requestBytes", requestBytes)
    json.field("responseBytes", responseBytes)
    json.field("opened", opened)
    json.field("closed", closed)
    json.field("failed", failed)
    json.field("denied", denied)
    json.field("open", open)
    if !causes.isEmpty {
      json.key("causes")
      json.beginArray()
      for cause in causes {
        json.beginObject()
        json.field("flags", cause.flags)
        json.field("rate", cause.rate)
        json.endObject()
      }
      json.endArray()
    }
    json.endObject()
  }
}

extension Duration {
  /// The length in seconds.
  package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
