public import FoundationEssentials
public import Mesh
public import Metrics

extension MeshReader {
  /// What is wrong with how the mesh is scraped, the worst first: fifteen questions, however large the mesh is.
  ///
  /// - Parameter isPresent: whether the moment is now by the server's clock, as far as that is known, so that this machine's
  ///   can be judged.
  public func findings(at time: Date, isPresent: Bool) async throws(SourceError) -> [Finding] {
    let survey = try await survey(at: time)
    let doctor = DoctorQueries(options: options)
    var facts = try await controlPlaneFacts(
      survey, at: time, adding: [doctor.missingLabels, doctor.servers, doctor.clock])
    let last = [doctor.copies(of: facts.waypoints.map(\.name).sorted())]
    facts.take(last, await source.answer(last, at: time))
    var future: Date?
    if isPresent {
      // Samples that the clock has not come to yet.
      let later = await source.answer([doctor.clock], at: time.addingTimeInterval(Self.foresight))
      if case .success(let vector) = later.results[0] { future = Self.moment(vector) }
    }
    var fold = ControlPlaneFold(facts, at: time)
    let setUp = SetUp(
      facts, fold.fold(), survey, at: time, source: source.name,
      tenant: source.tenant, conditions: options.selector.map(\.description).joined(separator: ","), future: future,
      clockOffset: isPresent ? source.clockOffset.seconds : 0)
    return DoctorRules.findings(setUp)
  }

  /// The questions of the doctor, without those for waypoints that answers would name.
  public func doctorQueries(at time: Date) async throws(SourceError) -> [Query] {
    let doctor = DoctorQueries(options: options)
    return try await controlPlaneQueries(at: time)
      + [doctor.missingLabels, doctor.servers, doctor.clock, doctor.copies(of: [])]
  }

  /// How far into the future samples are looked for, in seconds: as far back as servers look for a newest one.
  private static let foresight = 300.0

  private static func moment(_ vector: Vector) -> Date? {
    vector.values.max().map { Date(timeIntervalSince1970: $0) }
  }
}
