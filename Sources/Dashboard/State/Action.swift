public import FoundationEssentials
public import Mesh
public import Terminal

/// What happens to a dashboard. Nothing else changes its state.
public enum Action: Sendable {
  /// A key was pressed.
  case key(KeyPress)
  /// Text was pasted.
  case paste(String)
  /// The mouse did something.
  case mouse(MouseEvent)
  /// The screen has a size, in cells.
  case resized(width: Int, height: Int)
  /// Time went by.
  case tick
  /// The machine has slept, or its clock was set.
  case timeJumped
  /// By how many seconds the source's present is ahead of the moments that the dashboard is told; negative for behind.
  case clockTold(Double)
  /// A refresh ended. An answer to a question that is no longer asked is dropped; without one it is to the last.
  case arrived(Result<MeshIndex, Failure>, to: Question? = nil)
  /// The mesh of a moment that the shown one is compared with was read, or not.
  case compared(Result<MeshIndex, Failure>, of: Date)
  /// A graph was laid out.
  case laidOut(Scene)
  /// The history of a node or an edge was read; nil where it could not be, which is just not shown.
  case remembered(History?)
  /// A theme that was wanted cannot be read; another one still shows.
  case themeRefused(Failure, shown: String)
  /// The trends of the namespaces were read; nil where they could not be, which are just not shown.
  case trendsRead(NamespaceTrends?)
  /// What runs the mesh was read, or could not be.
  case controlPlaneRead(Result<ControlPlane, Failure>)
  /// What is wrong with how the mesh is scraped was found out, or could not be.
  case findingsRead(Result<[Finding], Failure>)
  /// A file that is looked at has these moments now, and something to be told of it.
  case momentsRead([Date], notice: String?)
  /// Something happened to the recording.
  case recorded(RecordingEvent)
  /// A file was written, or not.
  case saved(Result<String, Failure>)
}

/// What a dashboard wants done outside of it.
public enum Effect: Sendable {
  /// Ask the source, of a moment, nil for now. The answer comes as ``Action/arrived(_:)``.
  case fetch(MeshQuestion, at: Date?)
  /// Give up what was asked for last: its answer is no longer wanted.
  case cancelFetch
  /// Keep no connection to the source, and give up what is under way over them.
  case dropConnections
  /// Ask for the mesh of a moment, to compare with. The answer comes as ``Action/compared(_:of:)``.
  case fetchBase(MeshQuestion, at: Date)
  /// The mesh to compare with is no longer wanted.
  case giveUpBase
  /// Ask for the history of a node or an edge of a mesh. The answer comes as ``Action/remembered(_:)``.
  case fetchHistory(Subject, MeshIndex)
  /// The history that is asked for is no longer wanted.
  case giveUpHistory
  /// Ask for the trends of all namespaces up to the moment of a mesh. The answer comes as ``Action/trendsRead(_:)``.
  case fetchTrends(at: Date)
  /// The trends that are asked for are no longer wanted.
  case giveUpTrends
  /// Ask what runs the mesh, at a moment. The answer comes as ``Action/controlPlaneRead(_:)``.
  case fetchControlPlane(at: Date)
  /// Ask what is wrong with how the mesh is scraped, at a moment, nil for now. The answer comes as
  /// ``Action/findingsRead(_:)``.
  case fetchFindings(at: Date?)
  /// Lay out a graph. The answer comes as ``Action/laidOut(_:)``; a newer one makes it needless.
  case layOut(SceneRequest)
  /// Write the mesh, or for a format that shows it the screen, to a file of a proposed name. The answer comes as
  /// ``Action/saved(_:)``.
  case save(MeshIndex, as: ExportFormat, name: String)
  /// Begin a recording in a file of a proposed name. All that comes of it is told by ``Action/recorded(_:)``.
  case beginRecording(name: String)
  /// Append a snapshot to the recording.
  case record(Snapshot)
  /// End the recording.
  case endRecording
  /// Hand a text, which has no control characters, to the terminal's clipboard.
  case copy(String)
  /// Show a theme, read anew. One that cannot be read comes back as ``Action/themeRefused(_:shown:)``.
  case loadTheme(String)
  /// Draw every cell anew.
  case repaint
  /// Give the terminal back until the user returns.
  case suspend
  /// End.
  case quit
}
