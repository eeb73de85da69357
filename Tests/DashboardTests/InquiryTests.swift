import FoundationEssentials
import Mesh
import Testing

@testable import Dashboard

/// What runs the mesh and what is wrong with its scraping are asked only while they are looked at.
@Suite struct InquiryTests {
  private func asked(_ dashboard: inout TestDashboard) -> (controlPlane: Int, findings: Int) {
    let effects = dashboard.takeEffects()
    return (
      effects.count { if case .fetchControlPlane = $0 { true } else { false } },
      effects.count { if case .fetchFindings = $0 { true } else { false } }
    )
  }

  @Test func `Nothing is asked while nothing is looked at`() {
    var dashboard = TestDashboard()
    dashboard.press("3", "4", "1")
    dashboard.wait(120)
    #expect(asked(&dashboard) == (0, 0))
  }

  @Test func `The control plane is asked once when it is opened, and again when the mesh is a minute older`() {
    var dashboard = TestDashboard()
    dashboard.press("7", "down", "up")
    #expect(asked(&dashboard) == (1, 0))
    #expect(dashboard.frame().contains("Asking thanos.example."))
    dashboard.send(.controlPlaneRead(.success(SampleMesh.controlPlane)))
    #expect(dashboard.frame().contains("ztunnel-x1k2"))
    dashboard.wait(20)
    #expect(asked(&dashboard) == (0, 0))
    var later = SampleMesh.shop
    later.time.addTimeInterval(61)
    dashboard.send(.arrived(.success(MeshIndex(later))))
    #expect(asked(&dashboard) == (1, 0))
  }

  @Test func `A file is asked for each moment, and what it has for one is not taken for another's`() {
    var settings = Settings(sourceName: "day.ndjson")
    settings.moments = [0, 15, 30].map { SampleMesh.time.addingTimeInterval($0) }
    func mesh(_ number: Int) -> Action {
      var mesh = SampleMesh.shop
      mesh.time = settings.moments[number]
      return .arrived(.success(MeshIndex(mesh)))
    }
    var dashboard = TestDashboard(nil, settings: settings)
    dashboard.send(mesh(0))
    dashboard.press("7")
    #expect(asked(&dashboard).controlPlane == 1)
    dashboard.send(.controlPlaneRead(.success(SampleMesh.controlPlane)))
    dashboard.press("down", "up")
    #expect(asked(&dashboard).controlPlane == 0)
    dashboard.send(mesh(1))
    #expect(asked(&dashboard).controlPlane == 1)
    dashboard.send(.controlPlaneRead(.failure(Failure(problem: "It does not tell.", remedy: "Ask a server."))))
    #expect(!dashboard.frame().contains("ztunnel-x1k2"))
    #expect(dashboard.frame().contains("It does not tell."))
    dashboard.send(mesh(2))
    #expect(asked(&dashboard).controlPlane == 1)
    dashboard.send(.controlPlaneRead(.success(SampleMesh.controlPlane)))
    #expect(dashboard.frame().contains("ztunnel-x1k2"))
  }

  @Test func `The doctor is asked when it is opened, and when the user wants it`() {
    var dashboard = TestDashboard()
    dashboard.press("8")
    #expect(asked(&dashboard) == (0, 1))
    dashboard.send(.findingsRead(.success([])))
    #expect(dashboard.frame().contains("All is well"))
    dashboard.press("7", "8")
    #expect(asked(&dashboard).findings == 0)
    dashboard.press("ctrl-r")
    #expect(asked(&dashboard).findings == 1)
  }

  @Test func `What is not allowed is said where it would be told`() {
    for key in ["7", "8"] {
      var dashboard = TestDashboard()
      dashboard.press(key)
      let failure = Failure(problem: "Thanos does not let you ask this.", remedy: "Ask for cluster-monitoring-view.")
      dashboard.send(.controlPlaneRead(.failure(failure)))
      dashboard.send(.findingsRead(.failure(failure)))
      #expect(dashboard.frame().contains("Thanos does not let you ask this."))
      #expect(dashboard.frame().contains("cluster-monitoring-view"))
    }
  }

  @Test func `An empty mesh has a doctor, too`() {
    var empty = SampleMesh.shop
    (empty.nodes, empty.edges) = ([], [])
    var dashboard = TestDashboard(empty)
    dashboard.press("8")
    dashboard.send(.findingsRead(.success(SampleMesh.findings)))
    #expect(dashboard.frame().contains("scraped at a wrong path"))
  }
}
