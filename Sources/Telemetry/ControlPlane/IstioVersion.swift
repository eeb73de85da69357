import Mesh

/// A version of Istio, such as `1.27.3`.
struct IstioVersion: Comparable, Hashable {
  let text: String
  let major: Int
  let minor: Int

  init?(_ text: String) {
    let digits = text.drop { !$0.isNumber }.split(separator: ".", maxSplits: 2)
    guard digits.count >= 2, let major = Int(digits[0]), let minor = Int(digits[1].prefix { $0.isNumber }) else {
      return nil
    }
    (self.text, self.major, self.minor) = (text, major, minor)
  }

  /// How many minor versions apart another one is; of another major version very many.
  func distance(to other: IstioVersion) -> Int { major == other.major ? abs(minor - other.minor) : 1000 }

  /// Whether proxies of this version are supported beside an istiod of another: it is of the same minor version, or of the
  /// next (Istio's documentation, "Supported releases", control plane and data plane skew).
  func isSupported(by istiod: IstioVersion) -> Bool {
    major == istiod.major && (0...1).contains(istiod.minor - minor)
  }

  /// The versions of the mesh's istiods.
  static func ofMesh(_ parts: [ControlPlanePart]) -> [IstioVersion] {
    Set(parts.filter { $0.kind == .istiod && isOfMesh($0.id) }.flatMap(\.versions)).compactMap(IstioVersion.init)
      .sorted()
  }

  /// Whether an istiod is the mesh's: OpenShift runs one of its own for its gateways.
  static func isOfMesh(_ id: ControlPlanePart.ID) -> Bool { id.namespace != platformNamespace }

  static let platformNamespace = "openshift-ingress"

  static func < (left: IstioVersion, right: IstioVersion) -> Bool {
    (left.major, left.minor, left.text) < (right.major, right.minor, right.text)
  }
}
