/// The account that Kubernetes gives to what runs in a pod.
public struct ServiceAccount: Sendable, Equatable {
  /// Where Kubernetes mounts it.
  public static let standardFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// The file with the token, which is renewed in place.
  public let tokenFile: String
  /// The files that are there with authorities of the cluster: the one that signs services' certificates on OpenShift,
  /// and the API server's.
  public let authorities: [String]

  /// The account of the pod that this process runs in; nil where there is none.
  public init?(environment: [String: String], folder: String = standardFolder) {
    guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty else { return nil }
    tokenFile = "\(folder)/token"
    guard let bytes = try? SmallFile.read(tokenFile, longest: 1 << 16),
      Secret(String(decoding: bytes, as: UTF8.self)) != nil
    else { return nil }
    authorities = ["service-ca.crt", "ca.crt"].map { "\(folder)/\($0)" }.filter { (try? FileStamp(of: $0)) != nil }
  }
}
