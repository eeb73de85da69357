/// The metrics that ztunnels and Envoys report (telemetry.md, section 1).
enum Metric {
  static let requests = "istio_requests_total"
  static let durationBucket = "istio_request_duration_milliseconds_bucket"
  static let durationSum = "istio_request_duration_milliseconds_sum"
  static let requestBytesSum = "istio_request_bytes_sum"
  static let responseBytesSum = "istio_response_bytes_sum"
  static let opened = "istio_tcp_connections_opened_total"
  static let closed = "istio_tcp_connections_closed_total"
  static let failed = "istio_tcp_connections_failed_total"
  static let received = "istio_tcp_received_bytes_total"
  static let sent = "istio_tcp_sent_bytes_total"
  static let build = "istio_build"
}

/// The labels of those metrics.
enum TrafficLabel {
  static let reporter = "reporter"
  static let policy = "connection_security_policy"
  static let requestProtocol = "request_protocol"
  static let responseCode = "response_code"
  static let grpcStatus = "grpc_response_status"
  static let flags = "response_flags"
  static let sourcePrincipal = "source_principal"
  static let destinationPrincipal = "destination_principal"
  static let bound = "le"

  static let sourceCluster = "source_cluster"
  static let sourceNamespace = "source_workload_namespace"
  static let sourceWorkload = "source_workload"
  static let sourceApp = "source_canonical_service"
  static let sourceVersion = "source_canonical_revision"

  static let destinationCluster = "destination_cluster"
  static let destinationNamespace = "destination_workload_namespace"
  static let destinationWorkload = "destination_workload"
  static let destinationApp = "destination_canonical_service"
  static let destinationVersion = "destination_canonical_revision"

  static let serviceHost = "destination_service"
  static let serviceName = "destination_service_name"
  static let serviceNamespace = "destination_service_namespace"

  /// The labels that name both ends of a report and the service that was called.
  static let ends = [
    sourceCluster, sourceNamespace, sourceWorkload, sourceApp, sourceVersion,
    destinationCluster, destinationNamespace, destinationWorkload, destinationApp, destinationVersion,
    serviceHost, serviceName, serviceNamespace,
  ]
}

/// What the rows of one query are of: the values of ``Metrics/Query/figureLabel``.
enum Figure {
  static let opened = "opened"
  static let closed = "closed"
  static let failed = "failed"
  static let open = "open"
  static let received = "received"
  static let sent = "sent"
  static let duration = "duration"
  static let requestBytes = "request_bytes"
  static let responseBytes = "response_bytes"
  static let requests = "requests"
  static let buckets = "buckets"
  static let openedSamples = "opened_samples"
  static let requestSamples = "request_samples"
  static let openedRecent = "opened_recent"
  static let requestRecent = "request_recent"
  static let build = "build"
}
