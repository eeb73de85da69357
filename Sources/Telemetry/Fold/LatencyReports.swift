import Metrics

/// How long requests over a hop took, in pieces: so many requests a second up to a bound.
struct BucketRow {
  var hop: Int32
  var speaker: Speaker
  var isGRPC: Bool
  var bound: Int32
  var rate: Double
}

/// A sum over the requests of a hop, per second.
struct SumRow {
  enum Figure {
    case duration
    case requestBytes
    case responseBytes
  }

  var hop: Int32
  var speaker: Speaker
  var isGRPC: Bool
  var figure: Figure
  var rate: Double
}

/// All that proxies report of how long requests took and how large they were.
struct LatencyReports {
  private(set) var buckets: [BucketRow] = []
  private(set) var sums: [SumRow] = []
  /// The buckets' upper bounds, in milliseconds, in no order.
  private(set) var bounds: [Double] = []

  /// Reads an answer to ``TrafficQueries/buckets``.
  mutating func readBuckets(
    _ answer: Vector, _ strings: StringTable, _ survey: Survey, _ known: Known, _ hops: inout HopTable,
    _ ends: inout EndReader
  ) {
    let endColumns = answer.columns(TrafficLabel.ends)
    let fields = answer.columns([TrafficLabel.requestProtocol, TrafficLabel.bound])
    var speakers = SpeakerColumns(answer, survey, known)
    var numbers: [StringID: Int32] = [:]
    buckets.reserveCapacity(answer.count)
    for row in 0..<answer.count {
      guard let hop = hops.hop(answer, row, endColumns, &ends),
        let speaker = speakers.speaker(answer, row, strings)
      else { continue }
      let bound = answer.cell(row, fields[1])
      if numbers[bound] == nil { numbers[bound] = number(of: strings[bound]) }
      guard let number = numbers[bound], number >= 0 else { continue }
      buckets.append(
        BucketRow(
          hop: Int32(hop), speaker: speaker, isGRPC: answer.cell(row, fields[0]) == known.grpc, bound: number,
          rate: answer.values[row]))
    }
  }

  /// Reads an answer to ``TrafficQueries/sums``.
  mutating func readSums(
    _ answer: Vector, _ strings: StringTable, _ survey: Survey, _ known: Known, _ hops: inout HopTable,
    _ ends: inout EndReader
  ) {
    let endColumns = answer.columns(TrafficLabel.ends)
    let fields = answer.columns([TrafficLabel.requestProtocol, Query.figureLabel])
    let figures: [(StringID?, SumRow.Figure)] = [
      (strings.id(of: Figure.duration), .duration), (strings.id(of: Figure.requestBytes), .requestBytes),
      (strings.id(of: Figure.responseBytes), .responseBytes),
    ]
    var speakers = SpeakerColumns(answer, survey, known)
    for row in 0..<answer.count {
      guard let hop = hops.hop(answer, row, endColumns, &ends),
        let speaker = speakers.speaker(answer, row, strings),
        let figure = figures.first(where: { $0.0 == answer.cell(row, fields[1]) })?.1
      else { continue }
      sums.append(
        SumRow(
          hop: Int32(hop), speaker: speaker, isGRPC: answer.cell(row, fields[0]) == known.grpc, figure: figure,
          rate: answer.values[row]))
    }
  }

  /// The number of a bound, equal ones alike however they are written; -1 for what is no number.
  private mutating func number(of text: String) -> Int32 {
    guard let bound = text == "+Inf" ? Double.infinity : Double(text), !bound.isNaN else { return -1 }
    if let known = bounds.firstIndex(of: bound) { return Int32(known) }
    bounds.append(bound)
    return Int32(bounds.count - 1)
  }
}
