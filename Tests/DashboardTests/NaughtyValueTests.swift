import JSON
import Mesh
import Terminal
import TestSupport
import Testing

@testable import Dashboard

/// Label values of any kind on every screen: they do no harm, and shift no cell.
@Suite struct NaughtyValueTests {
  /// The keys that lead to each screen, one after another.
  private static let screens: [[String]] = [
    ["1", "tab"], ["]"], ["e"], ["esc", "f"], ["esc", "esc", "2", "down", "enter"], ["esc", "3"], ["enter"], ["f"],
    ["esc", "esc", "4", "down"], ["5", "down", "enter"], ["esc", "6"], ["]"], ["]"], ["1", ":"], ["esc", "a"],
    ["esc", "m"], ["esc", "?"], ["esc", "d"], ["esc", "C"], ["C", "F"], ["esc", "P"], ["esc", "esc", "i"], ["/"],
    ["esc", "T"], ["esc", "b"], ["ctrl-s"], ["1", "y"],
  ]

  private static func dashboard(_ values: [String], width: Int, height: Int) -> TestDashboard {
    let mesh = SampleMesh.shop(labelled: values)
    var dashboard = TestDashboard(
      mesh, width: width, height: height,
      settings: Settings(sourceName: values[0], alarm: values[0], themes: ["dark"] + values, theme: "dark"))
    for value in values {
      dashboard.send(.arrived(.failure(Failure(problem: "\(value) is down.", remedy: value))))
      dashboard.send(.themeRefused(Failure(problem: value, remedy: value), shown: "dark"))
      dashboard.send(.saved(.success("\(value).txt")))
    }
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    return dashboard
  }

  /// A plain text that takes as many cells.
  private static func tame(_ value: String) -> String {
    String(repeating: "x", count: displayWidth(of: Text.sanitized(value)))
  }

  @Test(arguments: NaughtyValue.groups(of: 9), [(80, 24), (200, 50)])
  func everyScreenStandsWhereATameMeshStands(values: [NaughtyValue], size: (width: Int, height: Int)) {
    var naughty = Self.dashboard(values.map(\.text), width: size.width, height: size.height)
    var tame = Self.dashboard(values.map { Self.tame($0.text) }, width: size.width, height: size.height)
    for keys in Self.screens {
      for key in keys {
        naughty.press(key)
        tame.press(key)
      }
      let (canvas, expected) = (naughty.canvas(), tame.canvas())
      let what = "\(values) after \(keys)"
      expectHarmless(canvas.plainText(), what)
      expectHarmless(
        canvas.ansiText().replacing(/\u{1B}\[[0-9;]*m/.matchingSemantics(.unicodeScalar), with: ""),
        "\(what), with colours")
      let bars = Self.bars(expected)
      for y in 0..<size.height {
        let width = canvas.row(y).reduce(0) { $0 + $1.width }
        if width != size.width { Issue.record("\(what): row \(y) takes \(width) cells") }
        // Boxes of the graph are as wide as their names; the frames around panes stand still.
        for x in bars where Self.isFrame(expected[x, y].scalar) && !Self.isFrame(canvas[x, y].scalar) {
          Issue.record("\(what): the frame has a hole at \(x), \(y)")
        }
      }
    }
  }

  /// The columns in which a frame's side goes down most of the screen.
  private static func bars(_ canvas: Canvas) -> [Int] {
    (0..<canvas.width).filter { x in
      (0..<canvas.height).count { isFrame(canvas[x, $0].scalar) } > canvas.height * 3 / 4
    }
  }

  /// Whether a cell is of a frame: a line, or the arrowhead of an edge that leads off the graph's pane.
  private static func isFrame(_ scalar: UInt32) -> Bool { (0x2500..<0x2600).contains(scalar) }

  @Test(arguments: NaughtyValue.all)
  func aNameTakesTheCellsThatItIsMeasuredToTake(value: NaughtyValue) {
    for width in [0, 1, 2, 3, 7, 24] {
      for text in [Text.cut(value.text, to: width), Text.cutMiddle(value.text, to: width)] {
        var canvas = Canvas(width: 30, height: 1)
        let used = canvas.write(text, x: 0, y: 0, style: .plain)
        #expect(used == displayWidth(of: text) && used <= width)
        expectHarmless(canvas.plainText(), "\(value)")
      }
    }
  }

  @Test(arguments: NaughtyValue.groups(of: 9))
  func whatIsWrittenIsHarmlessAndReadsBackAsItWas(values: [NaughtyValue]) throws {
    let snapshot = SampleMesh.shop(labelled: values.map(\.text))
    let scene = try #require(SceneRequest(snapshot, SceneRequest.documentOptions, grouping: .auto).scene(like: nil))
    expectHarmless(TextDocument(MeshIndex(snapshot), scene, .unicode).text, "\(values)")

    var json = JSONWriter()
    snapshot.write(to: &json)
    expectHarmless(json.string, "\(values) as JSON")
    let again = try #require(try SnapshotFile.snapshots(in: json.bytes).first)
    #expect(again.nodes.map { Array($0.id.rawValue.utf8) } == snapshot.nodes.map { Array($0.id.rawValue.utf8) })
    #expect(again.nodes.map { Array($0.name.utf8) } == snapshot.nodes.map { Array($0.name.utf8) })
    #expect(again.edges == snapshot.edges)
  }

  @Test(arguments: NaughtyValue.groups(of: 9))
  func whatIsCopiedIsHarmlessAndWhatIsSavedHasAPlainName(values: [NaughtyValue]) {
    var dashboard = Self.dashboard(values.map(\.text), width: 120, height: 40)
    dashboard.press("1", "tab", "y", "Y", "]", "y", "Y", "ctrl-s")
    var copies = 0
    var saves = 0
    for effect in dashboard.takeEffects() {
      switch effect {
      case .copy(let text):
        copies += 1
        expectHarmless(text, "\(values)")
      case .save(_, _, let name):
        saves += 1
        #expect(name.hasPrefix("meshtop-"))
        #expect(name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }, "\(name)")
      default: break
      }
    }
    #expect(copies == 4)
    #expect(saves == 1)
  }

  @Test(arguments: NaughtyValue.lookAlikes)
  func namesThatLookAlikeAreToldApart(names: [String]) throws {
    var mesh = SampleMesh.shop
    mesh.edges = []
    mesh.nodes = names.map { Node(kind: .workload, cluster: "east", namespace: "shop", name: $0, health: .healthy) }
    let dashboard = TestDashboard(mesh, width: 120, height: 40)
    let scene = try #require(dashboard.state.scene)
    #expect(Set(scene.request.texts.map(Text.skeleton)).count == names.count, "\(scene.request.texts)")
    let names = ListNames(MeshIndex(mesh))
    let rows = mesh.nodes.indices.map { place in
      if case .name(_, let own, _) = names[place] { Text.cutMiddle(own, to: 24) } else { "" }
    }
    #expect(Set(rows.map { Text.skeleton($0) }).count == mesh.nodes.count, "\(rows)")
  }
}

/// Records a fault where a text has what could disturb a terminal or deceive its reader.
func expectHarmless(_ text: String, _ what: @autoclosure () -> String) {
  for scalar in text.unicodeScalars where scalar != "\n" && (scalar.value < 0x20 || scalar.value > 0x7E) {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .privateUse, .lineSeparator, .paragraphSeparator:
      Issue.record("\(what()): U+\(String(scalar.value, radix: 16))")
      return
    default: break
    }
  }
}
