import Curses
import Dashboard
import FoundationEssentials
import Mesh

/// Does what the dashboard wants done outside of it, each as a task of its own, so that the keyboard never waits.
@MainActor
final class Errands {
  private let feed: any Feed
  private let mailbox: Mailbox
  let recorder: LiveRecorder
  private var fetching: Task<Void, Never>?
  private var comparing: Task<Void, Never>?
  private var layout: Task<Void, Never>?
  private var history: Task<Void, Never>?
  private var trends: Task<Void, Never>?

  init(_ feed: any Feed, _ mailbox: Mailbox) {
    self.feed = feed
    self.mailbox = mailbox
    recorder = LiveRecorder(mailbox)
  }

  /// Asks for the snapshot of a moment; nil for now.
  func fetch(_ question: MeshQuestion, at time: Date?) {
    let (feed, mailbox, before) = (feed, mailbox, fetching)
    fetching = Task.detached {
      // What was given up comes to its end first, so that no source has two questions to answer.
      await before?.value
      let result = await feed.mesh(orFailureAt: time, question)
      if Task.isCancelled { return }
      mailbox.post(.clockTold(feed.clockOffset.seconds))
      mailbox.post(.arrived(result, to: Question(mesh: question, moment: time)))
    }
  }

  /// Tells of the moments of a file as they become known.
  func watchGrowth() {
    let (feed, mailbox) = (feed, mailbox)
    Task.detached {
      for await growth in feed.growth { mailbox.post(.momentsRead(growth.moments, notice: growth.notice)) }
    }
  }

  /// Gives up what was asked for last: its transfers are aborted.
  func cancelFetch() { fetching?.cancel() }

  /// Keeps no connection to the source.
  func dropConnections() { feed.dropConnections() }

  /// Asks for the mesh of a moment to compare with, and gives up one that is no longer wanted.
  func fetchBase(_ question: MeshQuestion, at time: Date) {
    giveUpBase()
    let (feed, mailbox) = (feed, mailbox)
    comparing = Task.detached {
      let result = await feed.mesh(orFailureAt: time, question)
      if !Task.isCancelled { mailbox.post(.compared(result, of: time)) }
    }
  }

  /// Gives up the mesh to compare with.
  func giveUpBase() { comparing?.cancel() }

  /// Asks for a history, and gives up one that is no longer wanted.
  func fetchHistory(of subject: Subject, in mesh: MeshIndex) {
    giveUpHistory()
    let (feed, mailbox) = (feed, mailbox)
    history = Task.detached {
      let snapshots = try? await feed.history(of: subject, in: mesh)
      if Task.isCancelled { return }
      mailbox.post(.remembered(snapshots.map { History(of: subject, in: $0) }))
    }
  }

  /// Gives up the history that is asked for.
  func giveUpHistory() { history?.cancel() }

  /// Asks for the trends of all namespaces.
  func fetchTrends(at time: Date) {
    giveUpTrends()
    let (feed, mailbox) = (feed, mailbox)
    trends = Task.detached {
      let trends = try? await feed.trends(at: time)
      if !Task.isCancelled { mailbox.post(.trendsRead(trends)) }
    }
  }

  /// Gives up the trends that are asked for.
  func giveUpTrends() { trends?.cancel() }

  /// Asks what runs the mesh.
  func fetchControlPlane(at time: Date) {
    let (feed, mailbox) = (feed, mailbox)
    Task.detached { mailbox.post(.controlPlaneRead(await feed.controlPlane(orFailureAt: time))) }
  }

  /// Asks what is wrong with how the mesh is scraped; nil for now.
  func fetchFindings(at time: Date?) {
    let (feed, mailbox) = (feed, mailbox)
    Task.detached { mailbox.post(.findingsRead(await feed.findings(orFailureAt: time))) }
  }

  /// Lays a graph out near to how it is on screen, and gives up an older graph.
  func layOut(_ request: SceneRequest, like previous: Scene?) {
    layout?.cancel()
    let mailbox = mailbox
    layout = Task.detached {
      ScreenGuard.coverThread()
      guard let scene = request.scene(like: previous, isCancelled: { Task.isCancelled }) else { return }
      mailbox.post(.laidOut(scene))
    }
  }

  /// Writes what is made into a new file of the current folder, or of the home folder where that cannot be written to.
  func save(_ name: String, _ make: @escaping @Sendable () -> [UInt8]) {
    let mailbox = mailbox
    Task.detached {
      ScreenGuard.coverThread()
      let bytes = make()
      do throws(Trouble) {
        let path = try OwnFolders.first { folder throws(Trouble) in
          try NewFile.create(name, in: folder, with: bytes)
        }
        mailbox.post(.saved(.success(path)))
      } catch {
        mailbox.post(.saved(.failure(error.failure)))
      }
    }
  }
}
