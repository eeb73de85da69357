/// Traffic from one workload to a service, or to the pods of one workload.
public struct Call: Sendable, Hashable {
  /// What is spoken over the connections.
  public enum ApplicationProtocol: String, Sendable, Hashable {
    case http
    case grpc
    case tcp
  }

  /// A service, as its clients address it.
  public struct Service: Sendable, Hashable {
    /// The service's name.
    public var name: String
    /// Its namespace.
    public var namespace: String

    /// A service.
    public init(_ name: String, namespace: String) {
      self.name = name
      self.namespace = namespace
    }

    /// The host that labels hold.
    var host: String { "\(name).\(namespace).svc.cluster.local" }
  }

  /// A part of the traffic that goes to one workload.
  public struct Destination: Sendable, Hashable {
    /// The number of the workload in ``SimulatedMesh/workloads``; nil for requests that never reach one.
    public var workload: Int?
    /// The part of the traffic, 0 to 1.
    public var share: Double
    /// How many times as long as the call's requests those take that go there.
    public var slowness: Double

    /// A part of the traffic.
    public init(_ workload: Int?, share: Double = 1, slowness: Double = 1) {
      self.workload = workload
      self.share = share
      self.slowness = slowness
    }
  }

  /// What comes of a part of the requests.
  public struct Response: Sendable, Hashable {
    /// The HTTP status; `0` where no response came.
    public var code: String
    /// The gRPC status.
    public var grpcStatus: String?
    /// Envoy's response flags.
    public var flags: String
    /// The part of the requests, 0 to 1.
    public var share: Double

    /// What comes of a part of the requests.
    public init(_ code: String, grpcStatus: String? = nil, flags: String = "-", share: Double = 1) {
      self.code = code
      self.grpcStatus = grpcStatus
      self.flags = flags
      self.share = share
    }
  }

  /// How the call goes while a profile is on.
  public struct Mode: Sendable, Hashable {
    /// When, and how the rate swings.
    public var profile: Profile
    /// What comes of the requests.
    public var responses: [Response]
    /// The median of the requests' durations, in milliseconds.
    public var latency: Double

    /// How the call goes while a profile is on.
    public init(_ profile: Profile = Profile(), responses: [Response] = [Response("200")], latency: Double = 10) {
      self.profile = profile
      self.responses = responses
      self.latency = latency
    }
  }

  /// The number of the calling workload in ``SimulatedMesh/workloads``.
  public var source: Int
  /// The service that is called; nil for calls to pods' addresses.
  public var service: Service?
  /// Where the traffic goes.
  public var destinations: [Destination]
  /// The number in ``SimulatedMesh/waypoints`` of the waypoint that serves the service or the pods.
  public var waypoint: Int?
  /// What is spoken.
  public var applicationProtocol: ApplicationProtocol
  /// Requests per second, or for ``ApplicationProtocol/tcp`` connections per second.
  public var rate: Double
  /// Bytes from client to server for each request or connection.
  public var requestBytes: Double
  /// Bytes from server to client for each request or connection.
  public var responseBytes: Double
  /// Requests over one connection before it closes.
  public var requestsPerConnection: Double
  /// Connections that are open all the time.
  public var openConnections: Double
  /// How the call goes, and when. Modes whose profiles are on at once add up.
  public var modes: [Mode]
  /// Whether a policy of the server's side denies the connections.
  public var isDenied: Bool

  /// Traffic from one workload to others.
  public init(
    from source: Int, to destinations: [Destination], service: Service?, via waypoint: Int? = nil,
    _ applicationProtocol: ApplicationProtocol = .http, rate: Double, requestBytes: Double = 400,
    responseBytes: Double = 2_000,
    requestsPerConnection: Double = 20, openConnections: Double = 2, modes: [Mode] = [Mode()], isDenied: Bool = false
  ) {
    self.source = source
    self.destinations = destinations
    self.service = service
    self.waypoint = waypoint
    self.applicationProtocol = applicationProtocol
    self.rate = rate
    self.requestBytes = requestBytes
    self.responseBytes = responseBytes
    self.requestsPerConnection = applicationProtocol == .tcp ? 1 : requestsPerConnection
    self.openConnections = openConnections
    self.modes = modes
    self.isDenied = isDenied
  }
}
