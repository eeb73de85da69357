import FoundationEssentials
import Mesh

/// Something that is asked apart from the mesh, and only while it is looked at.
struct Inquiry<Value: Sendable>: Sendable {
  /// What is known; nil while nothing is.
  private(set) var value: Value?
  /// Why the last question got no answer.
  private(set) var failure: Failure?
  /// The moment of the mesh for which it was asked last; nil where it is to be asked anew.
  private var asked: Date?
  /// Whether an answer is awaited. No other is asked for until then.
  private(set) var isAwaited = false

  /// Whether it is to be asked for now, beside the mesh of a moment; notes that it is.
  ///
  /// - Parameter life: for how long an answer holds, in seconds, zero for that moment alone; nil for as long as nobody asks
  ///   anew.
  mutating func isAsked(for moment: Date, life: Double?) -> Bool {
    if isAwaited || asked == moment { return false }
    if let asked, life.map({ abs(moment.timeIntervalSince(asked)) < $0 }) ?? true { return false }
    (asked, isAwaited) = (moment, true)
    return true
  }

  /// Takes an answer; without one what was known before stays, where that is worth anything.
  mutating func take(_ result: Result<Value, Failure>, isOldWorth: Bool = true) {
    isAwaited = false
    switch result {
    case .success(let value): (self.value, failure) = (value, nil)
    case .failure(let failure):
      self.failure = failure
      if !isOldWorth { value = nil }
    }
  }

  /// Wants it asked anew.
  mutating func forget() { asked = nil }
}

extension Pane {
  /// Whether it tells of what runs the mesh or looks at it, and not of the mesh.
  var isApart: Bool { self == .controlPlane || self == .doctor }
}

extension State {
  /// How long what runs the mesh is worth telling, in seconds.
  private static let controlPlaneLife = 60.0

  /// How long it is from where the figures come: a file has its own for each moment, or none.
  private var controlPlaneLife: Double { settings.isFile ? 0 : Self.controlPlaneLife }

  /// What lists can tell beside the mesh.
  var listFacts: ListFacts {
    ListFacts(trends: trends, controlPlane: controlPlane.value, findings: findings.value)
  }

  /// Asks for what the pane that is shown tells of beside the mesh, once a minute, or when the user wants it; for what runs
  /// the mesh also while that is recorded.
  mutating func inquire() -> [Effect] {
    guard let mesh, !isOnTheWay else { return [] }
    let time = mesh.snapshot.time
    var effects: [Effect] = []
    let isRecorded = recording != nil && past == nil && !refreshing.isPaused
    if pane == .controlPlane || isRecorded, controlPlane.isAsked(for: time, life: controlPlaneLife) {
      effects.append(.fetchControlPlane(at: time))
    }
    if pane == .doctor, findings.isAsked(for: time, life: nil) {
      effects.append(.fetchFindings(at: past ?? settings.fixedTime))
    }
    return effects
  }

  /// What runs the mesh, as it goes into a recording beside the mesh of a moment: what was known by then, and is not old;
  /// nil for nothing.
  func recordedControlPlane(at moment: Date) -> ControlPlane? {
    guard let known = controlPlane.value, known.time <= moment else { return nil }
    // A question takes a while, and the next one waits for the mesh.
    return moment.timeIntervalSince(known.time) < 3 * Self.controlPlaneLife ? known : nil
  }

  /// Wants what the pane that is shown tells of beside the mesh asked anew.
  mutating func inquireAnew() {
    switch pane {
    case .controlPlane: controlPlane.forget()
    case .doctor: findings.forget()
    default: break
    }
  }

  mutating func take(_ result: Result<ControlPlane, Failure>) {
    controlPlane.take(result, isOldWorth: !settings.isFile)
    if pane == .controlPlane { arrangeList() }
  }

  mutating func take(_ result: Result<[Finding], Failure>) {
    findings.take(result)
    if pane == .doctor { arrangeList() }
  }

  /// Why nothing is told beside the mesh; nil where something is.
  var inquiryWords: String? {
    let (isKnown, failure) =
      pane == .doctor ? (findings.value != nil, findings.failure) : (controlPlane.value != nil, controlPlane.failure)
    if let failure { return "\(failure.problem) \(failure.remedy)" }
    return isKnown ? nil : "Asking \(settings.sourceName)."
  }
}
