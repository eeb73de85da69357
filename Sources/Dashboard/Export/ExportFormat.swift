/// What a mesh can be written as.
public enum ExportFormat: String, Sendable, CaseIterable {
  case text
  case json
  case layout
  case ansi
  case svg
  case html
  case dot
  case mermaid
  case csv
  case prometheus

  /// The endings of files that have this format, the usual one first; none where the format is only had by its name.
  public var fileExtensions: [String] {
    switch self {
    case .text: ["txt"]
    case .json: ["json"]
    case .layout: []
    case .ansi: ["ans", "ansi"]
    case .svg: ["svg"]
    case .html: ["html", "htm"]
    case .dot: ["dot", "gv"]
    case .mermaid: ["mmd", "mermaid"]
    case .csv: ["csv"]
    case .prometheus: ["prom"]
    }
  }

  /// The format of a file by its ending; nil for an ending that tells none.
  public init?(file path: String) {
    guard let ending = Self.ending(of: path),
      let format = Self.allCases.first(where: { $0.fileExtensions.contains(ending) })
    else { return nil }
    self = format
  }

  /// What follows the last dot of a file's name, in lower case; nil where nothing does.
  public static func ending(of path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
    return name[name.index(after: dot)...].lowercased()
  }

  /// Whether it can show the dashboard's screen.
  public var showsScreen: Bool { self == .text || self == .ansi || self == .svg }

  /// What it is, in a few words.
  var explanation: String {
    switch self {
    case .text: "the whole graph and all edges as text"
    case .json: "the snapshot, for programs and for --replay"
    case .layout: "boxes and lines in cells, as JSON"
    case .ansi: "this screen with its colours, for cat and less -R"
    case .svg: "this screen as a picture"
    case .html: "a page with the graph and all tables"
    case .dot: "the graph for Graphviz"
    case .mermaid: "the graph for Markdown"
    case .csv: "all edges, for spreadsheets"
    case .prometheus: "all figures as metrics"
    }
  }

  /// The formats that the dashboard offers, in their order.
  static let offered: [ExportFormat] = [.text, .json, .svg, .html, .csv, .dot, .mermaid, .ansi, .prometheus]
}

/// What a table has a row for.
public enum ExportTable: String, Sendable, CaseIterable {
  case edges
  case nodes
  case namespaces
}
