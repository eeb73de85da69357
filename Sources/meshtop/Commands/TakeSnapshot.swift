import ArgumentParser
import Dashboard
import FoundationEssentials
import JSON
import Layout
import Mesh
import Terminal

/// `meshtop snapshot`: the mesh at one moment, as text or for programs.
struct TakeSnapshot: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot", abstract: "Write the mesh at one moment as text, JSON or a layout.",
    discussion: """
      Examples:
        meshtop snapshot --demo
        meshtop snapshot --thanos https://thanos.example --format json -o a.json
        meshtop snapshot --replay a.json --width 120 --height 40
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case layout
  }

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Mesh") var mesh: MeshOptions
  @OptionGroup(title: "Mesh") var moment: MomentOption
  @OptionGroup(title: "Parts") var parts: PartOptions
  @OptionGroup(title: "Look") var look: LookOptions

  @Option(help: "What to write.")
  var format = Format.text

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write to, in place of what is there.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp("Write the dashboard's screen of so many columns, not the whole graph.", valueName: "columns"))
  var width: Int?

  @Option(help: ArgumentHelp("The rows of that screen.", valueName: "rows"))
  var height: Int?

  func validate() throws {
    for (flag, value) in [("--width", width), ("--height", height)] {
      if let value, !(1...10_000).contains(value) { throw ValidationError("\(flag) must be 1 to 10000.") }
    }
  }

  func run() async throws {
    do {
      let feed = try source.feed(try mesh.traffic())
      let snapshot = try await feed.snapshot(at: moment.date ?? source.present, mesh.question)
      if let notice = feed.notice { StandardStreams.complain("meshtop: \(notice)") }
      try Output.write(try render(snapshot, feed), to: output)
    } catch let trouble as Trouble {
      throw trouble.report()
    }
  }

  private func render(_ snapshot: Snapshot, _ feed: any Feed) throws(Trouble) -> [UInt8] {
    switch format {
    case .json:
      var json = JSONWriter()
      snapshot.write(to: &json)
      json.endLine()
      return json.bytes
    case .layout:
      let view = try parts.view(of: MeshIndex(snapshot))
      let request = SceneRequest(view.shown.snapshot, LayoutOptions(labelWidth: 0), grouping: look.group)
      guard let scene = request.scene(like: nil) else { return [] }
      var json = JSONWriter()
      scene.write(to: &json, of: view, search: parts.search(in: mesh.namespace))
      json.endLine()
      return json.bytes
    case .text:
      let view = try parts.view(of: MeshIndex(snapshot))
      if width == nil, height == nil { return Self.document(view, parts.search(in: mesh.namespace), look) }
      let style = Look(theme: try look.loadTheme(look.theme), glyphs: look.glyphs)
      return Array(screen(view, feed, style).utf8)
    }
  }

  /// The graph and all edges as text.
  static func document(_ view: MeshView, _ search: TextDocument.Search?, _ look: LookOptions) -> [UInt8] {
    let request = SceneRequest(view.shown.snapshot, SceneRequest.documentOptions, grouping: look.group)
    guard let scene = request.scene(like: nil) else { return [] }
    return Array(TextDocument(view, scene, look.glyphs, search: search).text.utf8)
  }

  /// The live screen as it would be at first with the view.
  private func screen(_ view: MeshView, _ feed: any Feed, _ look: Look) -> String {
    let index = view.mesh
    var settings = Settings(
      sourceName: feed.name, window: mesh.window.duration, fixedTime: index.snapshot.time, graph: mesh.graph,
      grouping: self.look.group, alarm: feed.alarm, namespaces: mesh.namespace, utcOffset: 0)
    settings.view = view.options
    settings.find = parts.find
    settings.hide = parts.hide
    var state = State(settings: settings, width: width ?? 120, height: height ?? 40, now: index.snapshot.time)
    for effect in reduce(into: &state, .arrived(.success(index)), at: index.snapshot.time) {
      if case .layOut(let request) = effect, let scene = request.scene(like: nil) {
        _ = reduce(into: &state, .laidOut(scene), at: index.snapshot.time)
      }
    }
    return state.screen(look).plainText() + "\n"
  }
}
