public import FoundationEssentials
public import Mesh
public import Metrics

extension MeshReader {
  /// What runs the mesh at a moment: ten questions in two rounds.
  ///
  /// A question that the server refuses leaves the rest whole, with a warning. Where none was answered, that is thrown.
  public func controlPlane(at time: Date) async throws(SourceError) -> ControlPlane {
    var fold = ControlPlaneFold(try await controlPlaneFacts(try await survey(at: time), at: time), at: time)
    return fold.fold()
  }

  /// The questions about the control plane, without those for waypoints that answers would name.
  public func controlPlaneQueries(at time: Date) async throws(SourceError) -> [Query] {
    let queries = ControlPlaneQueries(options: options, survey: try await survey(at: time))
    return queries.first + queries.second(waypoints: [])
  }

  func controlPlaneFacts(
    _ survey: Survey, at time: Date, adding more: [Query] = []
  ) async throws(SourceError) -> ControlPlaneFacts {
    let queries = ControlPlaneQueries(options: options, survey: survey)
    var facts = ControlPlaneFacts()
    let first = queries.first + more
    facts.take(first, await source.answer(first, at: time))
    if facts.refusals.count == first.count, let refusal = facts.refusals.first { throw refusal.error }
    let second = queries.second(waypoints: facts.waypoints.map(\.name).sorted())
    facts.take(second, await source.answer(second, at: time))
    return facts
  }
}
