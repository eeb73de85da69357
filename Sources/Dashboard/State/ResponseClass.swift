import Mesh
import Terminal

/// What came of requests, in the classes that charts tell apart.
public enum ResponseClass: Sendable, Hashable, CaseIterable {
  case success
  case redirect
  case grpcOK
  /// HTTP 1xx, and what is not told.
  case other
  case clientError
  case grpcError
  case serverError
  case noResponse

  /// The class of a code as snapshots have it (telemetry.md, rule 4). A gRPC request whose HTTP transport failed has that
  /// one's code.
  public init(code: String, isGRPC: Bool) {
    let number = Int(code) ?? -1
    self =
      switch (code, number) {
      case ("-", _): .noResponse
      case (_, 400...499): .clientError
      case (_, 500...599): .serverError
      case (_, 0) where isGRPC: .grpcOK
      case (_, 1...16) where isGRPC: .grpcError
      case (_, 200...299): isGRPC ? .grpcOK : .success
      case (_, 300...399): .redirect
      default: .other
      }
  }

  /// Its name in a chart.
  var title: String {
    switch self {
    case .success: "2xx"
    case .redirect: "3xx"
    case .clientError: "4xx"
    case .serverError: "5xx"
    case .grpcOK: "gRPC OK"
    case .grpcError: "gRPC errors"
    case .noResponse: "no response"
    case .other: "other"
    }
  }

  /// The style of its line.
  var role: Role {
    switch self {
    case .success: .series3
    case .redirect: .series1
    case .grpcOK: .series6
    case .other: .series4
    case .clientError: .degraded
    case .grpcError: .series2
    case .serverError: .failing
    case .noResponse: .error
    }
  }

  /// Whether it is a failure (telemetry.md, rule 4).
  var isError: Bool {
    switch self {
    case .success, .redirect, .grpcOK, .other: false
    case .clientError, .serverError, .grpcError, .noResponse: true
    }
  }

  /// Requests per second over some edges by their classes; those that no response tells of are others.
  static func rates(_ edges: [Edge]) -> [ResponseClass: Double] {
    var rates: [ResponseClass: Double] = [:]
    for edge in edges {
      for (traffic, isGRPC) in [(edge.http, false), (edge.grpc, true)] {
        guard let traffic else { continue }
        var told = 0.0
        for response in traffic.responses {
          rates[ResponseClass(code: response.code, isGRPC: isGRPC), default: 0] += response.rate
          told += response.rate
        }
        // Files round their figures.
        if traffic.rate - told > 0.01 * traffic.rate { rates[.other, default: 0] += traffic.rate - told }
      }
    }
    return rates
  }
}
