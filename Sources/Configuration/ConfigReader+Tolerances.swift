import TOMLKit
import Telemetry

extension ConfigReader {
  /// Reads what counts as degraded and failing.
  mutating func readTolerances(_ value: any TOMLValueConvertible) {
    guard let list = value.array else {
      return fault("It is no list of tables.", "Write it as [[tolerance]].", key: "tolerance")
    }
    for (place, element) in list.enumerated() {
      guard let entry = element.table else {
        fault("It is no list of tables.", "Write it as [[tolerance]].", key: "tolerance")
        continue
      }
      let before = file.faults.count
      let read = tolerance(entry, place)
      if file.faults.count == before, let read { file.tolerances.append(read) }
    }
  }

  private mutating func tolerance(_ table: TOMLTable, _ place: Int) -> Tolerance? {
    let known = ["protocol", "codes", "namespaces", "degraded", "failing"]
    for key in table.keys.sorted() where !known.contains(key) {
      fault(
        "There is no such setting.", "There are \(known.joined(separator: ", ")).", key: key, in: "tolerance",
        place: place)
    }
    let subject = table["protocol"]?.string.flatMap(Tolerance.Subject.init)
    if subject == nil {
      fault("The value must be \"http\", \"grpc\" or \"tcp\".", "", key: "protocol", in: "tolerance", place: place)
    }
    let codes = table["codes"].flatMap { Self.values(of: $0, .list) } ?? []
    if codes.isEmpty {
      fault(
        "The value must be a list of codes.", "Write such as [\"5XX\", \"-\"].", key: "codes", in: "tolerance",
        place: place)
    } else if let subject, let wrong = codes.first(where: { !subject.has(code: $0) }) {
      fault(
        "\"\(wrong)\" is no code of \(subject.rawValue).", "Write such as \(subject.codeWords).", key: "codes",
        in: "tolerance", place: place)
    }
    let namespaces = table["namespaces"].map { Self.values(of: $0, .list) } ?? []
    if namespaces == nil {
      fault("The value must be a list of texts.", "", key: "namespaces", in: "tolerance", place: place)
    }
    var shares: [Double] = []
    for key in ["degraded", "failing"] {
      if let value = table[key], let share = value.double ?? value.int.map(Double.init), (0...100).contains(share) {
        shares.append(share)
      } else {
        fault("The value must be a share of 0 to 100.", "", key: key, in: "tolerance", place: place)
      }
    }
    guard let subject, shares.count == 2 else { return nil }
    if shares[1] < shares[0] {
      fault(
        "It is less than degraded.", "Failing begins where degraded does, or above.", key: "failing", in: "tolerance",
        place: place)
    }
    return Tolerance(subject, codes: codes, namespaces: namespaces ?? [], degraded: shares[0], failing: shares[1])
  }
}
