public import ArgumentParser
public import Dashboard
import Mesh
import Terminal

/// `meshtop snapshot`: the mesh at one moment, as a file of one format.
struct TakeSnapshot: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot", abstract: "Write the mesh at one moment: as text, a picture, a page, figures.",
    discussion: """
      Examples:
        meshtop snapshot --demo
        meshtop snapshot --thanos https://thanos.example --format json -o a.json
        meshtop snapshot --replay a.json --width 120 --height 40
        meshtop snapshot --replay a.json -o mesh.html
        meshtop snapshot --demo --pane security -o security.svg
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Mesh") var mesh: MeshOptions
  @OptionGroup(title: "Mesh") var moment: MomentOption
  @OptionGroup(title: "Parts") var parts: PartOptions
  @OptionGroup(title: "Look") var look: LookOptions

  @Option(help: "What to write; without it what the file's ending says, or text.")
  var format: ExportFormat?

  @Option(help: "What the rows of csv are.")
  var table: ExportTable?

  @Flag(help: "With --format json: also ask what runs the mesh, for the member controlPlane.")
  var controlPlane = false

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write to, in place of what is there.", valueName: "file"))
  var output: String?

  @OptionGroup(title: "Screen") var screen: ScreenfulOptions

  func validate() throws {
    if screen.isWanted, !chosenFormat.showsScreen {
      throw ValidationError(
        "--width, --height, --pane, --select and --press are for the screen, which text, ansi and svg show.")
    }
    if table != nil, chosenFormat != .csv { throw ValidationError("--table goes with --format csv.") }
    if controlPlane, chosenFormat != .json { throw ValidationError("--control-plane needs --format json.") }
  }

  /// The format that is asked for, or told by the file's ending.
  private var chosenFormat: ExportFormat { format ?? output.flatMap(ExportFormat.init(file:)) ?? .text }

  func run() async throws {
    do {
      let feed = try source.feed(try mesh.traffic())
      var snapshot = try await feed.snapshot(at: moment.date ?? source.present, mesh.question)
      if let notice = feed.notice { StandardStreams.complain("meshtop: \(notice)") }
      if snapshot.edges.isEmpty, !mesh.namespace.isEmpty {
        let names = mesh.namespace.joined(separator: ", ")
        StandardStreams.complain(
          "meshtop: Asked was for traffic of \(names) alone, by --namespace or the configuration.")
      }
      if controlPlane { snapshot.controlPlane = try await feed.controlPlane(at: snapshot.time) }
      try Output.write(try await render(MeshIndex(snapshot), feed), to: output)
    } catch let trouble as Trouble {
      throw trouble.report()
    }
  }

  private func render(_ index: MeshIndex, _ feed: any Feed) async throws(Trouble) -> [UInt8] {
    let view = try parts.view(of: index)
    let style = Look(theme: try look.loadTheme(look.theme), glyphs: look.glyphs)
    guard screen.isWanted else {
      let export = MeshExport(view, style, grouping: look.group, search: parts.search(in: mesh.namespace))
      if let notice = export.notice(chosenFormat) { StandardStreams.complain("meshtop: \(notice)") }
      return export.bytes(chosenFormat, table: table ?? .edges)
    }
    var settings = Settings(
      sourceName: feed.name, window: mesh.window.duration, fixedTime: index.snapshot.time,
      graph: mesh.graph,
      grouping: look.group, alarm: feed.alarm, namespaces: mesh.namespace, utcOffset: 0)
    settings.isPicture = true
    settings.moments = feed.moments
    settings.waypoints = mesh.waypoints
    settings.includesIdle = mesh.idle
    settings.view = view.options
    settings.find = parts.find
    settings.hide = parts.hide
    let state = try await Screenful(settings, screen, feed, mesh.question).state(showing: index)
    return ScreenDocument(state, style).bytes(chosenFormat)
  }

  /// The graph and all edges as text.
  static func document(_ view: MeshView, _ search: TextDocument.Search?, _ look: LookOptions) -> [UInt8] {
    let style = Look(theme: Theme(name: "plain", styles: [:]), glyphs: look.glyphs)
    return MeshExport(view, style, grouping: look.group, search: search).bytes(.text)
  }
}

extension ExportFormat: ExpressibleByArgument {}
extension ExportTable: ExpressibleByArgument {}
