import FoundationEssentials
import Mesh
import Testing

@testable import Dashboard

/// What was is never shown as what is.
@Suite struct PresentTests {
  /// A dashboard that `--at` began 35 minutes ago.
  private func begunBefore(width: Int = 120, isPicture: Bool = false) -> TestDashboard {
    var settings = Settings(sourceName: "demo", fixedTime: SampleMesh.time.addingTimeInterval(-2100))
    settings.isPicture = isPicture
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(-2100)
    return TestDashboard(mesh, width: width, settings: settings)
  }

  /// A dashboard of a file with moments so many seconds before the sample's, and the first of them on screen.
  private func file(_ seconds: [Double]) -> TestDashboard {
    var settings = Settings(sourceName: "mesh.json")
    settings.moments = seconds.map { SampleMesh.time.addingTimeInterval(-$0) }
    return TestDashboard(mesh(seconds[0]), settings: settings)
  }

  private func mesh(_ seconds: Double) -> Snapshot {
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(-seconds)
    return mesh
  }

  @Test(arguments: [80, 120, 200])
  func whatAtBeganIsMarked(width: Int) {
    let frame = begunBefore(width: width).frame()
    #expect(frame.contains("─ AT 13:38:20 ─"))
    #expect(!frame.contains("every 15s") && !frame.contains("/15s"))
  }

  @Test func aPictureIsNotMarked() {
    #expect(!begunBefore(isPicture: true).frame().contains("AT 13:38:20"))
  }

  @Test func aMomentOfAnotherDayHasItsDate() {
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(-86_400)
    let settings = Settings(sourceName: "demo", fixedTime: mesh.time)
    #expect(TestDashboard(mesh, settings: settings).frame().contains("AT 09-20 14:13:20"))
  }

  @Test func keysAndBarSayWhereAtBegan() {
    var dashboard = begunBefore()
    dashboard.press("}")
    #expect(dashboard.frame().contains("This is 13:38:20, where --at began."))
    dashboard.wait(4)
    dashboard.press("ctrl-r")
    #expect(dashboard.frame().contains("This is 13:38:20, where --at began."))
    dashboard.send(.arrived(.success(MeshIndex(mesh(2100)))))
    dashboard.press("{")
    dashboard.send(.arrived(.success(MeshIndex(mesh(2160)))))
    #expect(dashboard.frame().contains("PAST 13:37:20 (60s before --at)"))
    #expect(dashboard.frame().contains("█ --at ") || dashboard.frame().contains("─ --at "))
    #expect(dashboard.frame().contains("0 --at"))
    dashboard.press("0")
    #expect(dashboard.frame().contains("going to --at"))
  }

  @Test func aFileOfOneMomentIsNotAskedAgain() {
    var dashboard = file([0])
    #expect(dashboard.frame().contains("─ FILE 14:13:20 ─"))
    #expect(!dashboard.frame().contains("every 15s"))
    dashboard.press("0")
    #expect(dashboard.frame().contains("The file has but one moment."))
  }

  @Test func aFileSaysSoWhateverWasPressed() {
    var dashboard = file([120, 60, 0])
    #expect(dashboard.frame().contains("─ FILE 14:11:20 ─ 2m window ─ every 15s"))
    dashboard.press("}")
    dashboard.send(.arrived(.success(MeshIndex(mesh(60)))))
    #expect(dashboard.frame().contains("─ FILE 14:12:20 ─"))
    dashboard.press("0")
    dashboard.send(.arrived(.success(MeshIndex(mesh(0)))))
    #expect(dashboard.frame().contains("─ FILE 14:13:20 ─"))
    #expect(!dashboard.frame().contains("every 15s"))
    dashboard.press("r")
    dashboard.send(.arrived(.success(MeshIndex(mesh(120)))))
    #expect(dashboard.frame().contains("─ FILE 14:11:20 ─"))
  }

  /// Without a key, too: it goes on from moment to moment, and then there is nothing more to come.
  @Test func aFileThatCameToItsEndIsNotAskedAgain() {
    var dashboard = file([60, 0])
    dashboard.wait(15)
    dashboard.send(.arrived(.success(MeshIndex(mesh(0)))))
    #expect(dashboard.frame().contains("─ FILE 14:13:20 ─"))
    #expect(!dashboard.frame().contains("every 15s"))
  }

  /// There is traffic, but nothing to draw a line of: that is no hour in which nothing flowed.
  @Test func aFileOfOneMomentHasNoHistory() {
    var dashboard = file([0])
    dashboard.press(":")
    dashboard.type("shop/orders")
    dashboard.press("enter", "e")
    dashboard.wait(0.3)
    dashboard.send(.remembered(History(of: .node(SampleMesh.id("orders")), in: [SampleMesh.shop])))
    #expect(dashboard.frame().contains("The file has but one moment, so there is no history."))
    #expect(!dashboard.frame().contains("look at a moment"))
    dashboard.press("left")
    #expect(!dashboard.frame().contains("go to that moment"))
  }
}
