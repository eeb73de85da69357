import ArgumentParser
import FoundationEssentials
import Metrics
import Telemetry

/// `meshtop queries`: what a server is asked, for those who run it.
struct Queries: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queries", abstract: "Print what a server is asked in a refresh, and what for.",
    discussion: """
      With a source, its labels and scrape interval are found out first, as the
      dashboard does; without one, the questions to a server of which nothing is
      known are printed.

      Examples:
        meshtop queries --namespace shop
        meshtop queries --thanos https://thanos.example --token-file token
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Mesh") var mesh: MeshOptions
  @OptionGroup(title: "Mesh") var moment: MomentOption

  func run() async throws {
    do {
      let traffic = try mesh.traffic()
      let metrics: any MetricsSource = try source.metrics() ?? NoSource()
      let queries: (survey: Query, refresh: [Query])
      let namespaces: Query
      let doctor: [Query]
      do {
        let reader = MeshReader(metrics, traffic)
        let time = moment.date ?? Date()
        queries = try await reader.queries(at: time)
        namespaces = try await reader.namespaceQuery(at: time)
        doctor = try await reader.doctorQueries(at: time)
      } catch {
        throw Trouble(error)
      }
      var text = "# \(queries.survey.name): \(queries.survey.purpose); once in ten minutes\n\(queries.survey.promQL)\n"
      for query in queries.refresh { text += "\n# \(query.name): \(query.purpose)\n\(query.promQL)\n" }
      text += "\n# \(namespaces.name): \(namespaces.purpose), while namespaces are looked at\n\(namespaces.promQL)\n"
      for query in doctor {
        text += "\n# \(query.name): \(query.purpose), while control plane or doctor are looked at\n\(query.promQL)\n"
      }
      try StandardStreams.write(Array(text.utf8))
    } catch let trouble as Trouble {
      throw trouble.report()
    }
  }
}

/// A server of which nothing is known: it refuses every question, so that the most general ones are asked of it.
private struct NoSource: MetricsSource {
  var name: String { "" }

  private var refusal: SourceError { SourceError(.refused, problem: "There is no source.", remedy: "") }

  func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> {
    Answers(strings: StringTable(), results: queries.map { _ in .failure(refusal) })
  }

  func answer(_ queries: [Query], from start: Date, to end: Date, step: Duration) async -> Answers<Matrix> {
    Answers(strings: StringTable(), results: queries.map { _ in .failure(refusal) })
  }
}
