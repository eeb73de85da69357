import Metrics

/// What happens to TCP connections over a hop, per second; seen from the client (rule 6).
struct ConnectionSums {
  var requestBytes = 0.0
  var responseBytes = 0.0
  var opened = 0.0
  var closed = 0.0
  var failed = 0.0
  var denied = 0.0
  var open = 0.0
  /// Connections that ended with a flag, by the flag's number.
  var causes: [(flags: StringID, rate: Double)] = []

  var bytes: Double { requestBytes + responseBytes }

  static func += (left: inout ConnectionSums, right: ConnectionSums) {
    left.requestBytes += right.requestBytes
    left.responseBytes += right.responseBytes
    left.opened += right.opened
    left.closed += right.closed
    left.failed += right.failed
    left.denied += right.denied
    left.open += right.open
    for cause in right.causes { left.addCause(cause.flags, cause.rate) }
  }

  static func + (left: ConnectionSums, right: ConnectionSums) -> ConnectionSums {
    var sum = left
    sum += right
    return sum
  }

  static func * (left: ConnectionSums, factor: Double) -> ConnectionSums {
    ConnectionSums(
      requestBytes: left.requestBytes * factor, responseBytes: left.responseBytes * factor,
      opened: left.opened * factor, closed: left.closed * factor, failed: left.failed * factor,
      denied: left.denied * factor, open: left.open * factor,
      causes: left.causes.map { ($0.flags, $0.rate * factor) })
  }

  mutating func addCause(_ flags: StringID, _ rate: Double) {
    if let place = causes.firstIndex(where: { $0.flags == flags }) {
      causes[place].rate += rate
    } else {
      causes.append((flags, rate))
    }
  }
}

/// What one kind of proxy reports of the connections over a hop.
struct ConnectionReport {
  var hop: Int32
  var speaker: Speaker
  var sums = ConnectionSums()
  var evidence = Evidence()
}

/// All that proxies report of connections, and who of them speaks for each pair (rule 1).
struct ConnectionReports {
  private(set) var reports: [ConnectionReport] = []
  /// Identities seen, by pair.
  private(set) var sourcePrincipals: [Int32: [StringID]] = [:]
  private(set) var destinationPrincipals: [Int32: [StringID]] = [:]
  /// The number of the report of a hop and a speaker; -1 where there is none.
  private var places: [Int32] = []

  private static let speakers = Speaker.allCases.count

  /// Reads an answer to one of the questions about connections.
  mutating func read(
    _ answer: Vector, _ strings: StringTable, _ survey: Survey, _ known: Known, _ hops: inout HopTable,
    _ ends: inout EndReader
  ) {
    let endColumns = answer.columns(TrafficLabel.ends)
    let figure = answer.column(Query.figureLabel)
    let flags = answer.column(TrafficLabel.flags)
    let principals = answer.columns([TrafficLabel.sourcePrincipal, TrafficLabel.destinationPrincipal])
    let figures = FigureNumbers(strings)
    var speakers = SpeakerColumns(answer, survey, known)
    for row in 0..<answer.count {
      guard let hop = hops.hop(answer, row, endColumns, &ends) else { continue }
      guard let speaker = speakers.speaker(answer, row, strings) else {
        hops.reject(.unknownReporter)
        continue
      }
      let place = report(hop, speaker)
      let encryption = speakers.encryption(answer, row, by: speaker)
      reports[place].add(
        answer.values[row], figures.figure(figure.map { answer.cell(row, $0) }),
        flags: flags.map { answer.cell(row, $0) } ?? .absent, figures, encryption)
      guard principals.count == 2 else { continue }
      let pair = hops.hops[hop].pair
      note(answer.cell(row, principals[0]), in: \.sourcePrincipals, of: pair, known)
      note(answer.cell(row, principals[1]), in: \.destinationPrincipals, of: pair, known)
    }
  }

  private mutating func report(_ hop: Int, _ speaker: Speaker) -> Int {
    places.grow(to: (hop + 1) * Self.speakers, with: -1)
    let place = hop * Self.speakers + speaker.rawValue
    if places[place] < 0 {
      places[place] = Int32(reports.count)
      reports.append(ConnectionReport(hop: Int32(hop), speaker: speaker))
    }
    return Int(places[place])
  }

  private mutating func note(
    _ principal: StringID, in list: WritableKeyPath<ConnectionReports, [Int32: [StringID]]>, of pair: Int32,
    _ known: Known
  ) {
    guard known.isNamed(principal), self[keyPath: list][pair]?.contains(principal) != true else { return }
    self[keyPath: list][pair, default: []].append(principal)
  }
}

/// What a row about connections is of.
enum ConnectionFigure {
  case received
  case sent
  case opened
  case closed
  case failed
  case open
}

/// The numbers of the words that rows about connections hold.
struct FigureNumbers {
  private let figures: [StringID: ConnectionFigure]
  let noFlags: StringID?
  let denied: StringID?

  init(_ strings: StringTable) {
    var figures: [StringID: ConnectionFigure] = [:]
    let names: [(String, ConnectionFigure)] = [
      (Figure.received, .received), (Figure.sent, .sent), (Figure.opened, .opened), (Figure.closed, .closed),
      (Figure.failed, .failed),
    ]
    for (name, figure) in names {
      if let id = strings.id(of: name) { figures[id] = figure }
    }
    self.figures = figures
    noFlags = strings.id(of: "-")
    denied = strings.id(of: "DENY")
  }

  /// The figure of a row; a question with a single figure is the one for open connections.
  func figure(_ cell: StringID?) -> ConnectionFigure? { cell.map { figures[$0] } ?? .open }
}

extension ConnectionReport {
  fileprivate mutating func add(
    _ value: Double, _ figure: ConnectionFigure?, flags: StringID, _ numbers: FigureNumbers, _ encryption: Encryption
  ) {
    switch figure {
    // Istio counts from the server's side: what it received the client sent (rule 6).
    case .received:
      sums.requestBytes += value
      evidence.bytes.add(value, encryption)
    case .sent:
      sums.responseBytes += value
      evidence.bytes.add(value, encryption)
    case .opened:
      sums.opened += value
      evidence.connections.add(value, encryption)
    case .closed:
      sums.closed += value
      guard flags != .absent, flags != numbers.noFlags else { break }
      if flags == numbers.denied { sums.denied += value }
      sums.addCause(flags, value)
    case .failed: sums.failed += value
    case .open:
      sums.open += value
      evidence.open.add(value, encryption)
    case nil: break
    }
  }
}
