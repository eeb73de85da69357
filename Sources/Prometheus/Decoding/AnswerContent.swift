internal import CSimdjson
import Metrics

/// What an answer says.
enum AnswerContent: Sendable {
  /// Rows, and what the server has to say of them.
  case vector(Vector, Remarks)
  case matrix(Matrix, Remarks)
  /// Why the server gave no rows, by its own words.
  case refusal(type: String, text: String)
  /// Not what a Prometheus API answers.
  case malformed
}

/// The object around the result: `status`, `data`, `errorType`, `error`, `warnings` (telemetry.md, section 6), and the
/// `isPartial` of VictoriaMetrics.
struct Envelope {
  private let root: sj_element

  init(_ root: sj_element) { self.root = root }

  /// What the answer says, with the result's rows added to those that were read before.
  func content(_ rows: inout RowReader, _ strings: inout StringTable) -> AnswerContent {
    guard let status = text("status", in: root) else { return .malformed }
    guard status == "success" else {
      guard let error = text("error", in: root) else { return .malformed }
      return .refusal(type: text("errorType", in: root) ?? "", text: error)
    }
    var data = sj_element()
    var result = sj_element()
    guard sj_member(root, "data", 4, &data), let type = text("resultType", in: data),
      sj_member(data, "result", 6, &result)
    else { return .malformed }
    switch type {
    case "vector":
      return rows.read(result, &strings) ? .vector(rows.vector, remarks) : .malformed
    case "matrix":
      return rows.read(result, &strings) ? .matrix(rows.matrix, remarks) : .malformed
    default:
      // A scalar or string: nothing that meshtop asks for has that type.
      return .malformed
    }
  }

  private var remarks: Remarks {
    var isPartial = sj_element()
    return Remarks(
      warnings: warnings,
      isPartial: sj_member(root, "isPartial", 9, &isPartial) && sj_kind_of(isPartial) == SJ_BOOL && sj_bool(isPartial))
  }

  private var warnings: [String] {
    var list = sj_element()
    guard sj_member(root, "warnings", 8, &list) else { return [] }
    var result: [String] = []
    var cursor = sj_elements(list)
    var element = sj_element()
    while result.count < 20, sj_next_element(&cursor, &element) {
      guard sj_kind_of(element) == SJ_STRING else { continue }
      result.append(Self.decoded(sj_string(element)))
    }
    return result
  }

  private func text(_ name: String, in object: sj_element) -> String? {
    var value = sj_element()
    guard sj_member(object, name, name.utf8.count, &value), sj_kind_of(value) == SJ_STRING else { return nil }
    return Self.decoded(sj_string(value))
  }

  private static func decoded(_ text: sj_text) -> String {
    String(decoding: UnsafeRawBufferPointer(start: text.bytes, count: text.count), as: UTF8.self)
  }
}
