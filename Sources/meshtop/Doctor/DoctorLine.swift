import Terminal

/// What is said of one step.
struct DoctorLine {
  enum Mark {
    case well
    case failed
    /// Neither: skipped, or worth a look.
    case open
  }

  var mark: Mark
  var step: String
  var text: String
  var details: [String] = []
  /// What to do: one sentence or two.
  var remedy = ""
  /// How the process ends for it; nil where nothing failed.
  var status: Trouble.Status?

  static func well(_ step: String, _ text: String, details: [String] = []) -> DoctorLine {
    DoctorLine(mark: .well, step: step, text: text, details: details)
  }

  static func open(_ step: String, _ text: String, _ remedy: String = "") -> DoctorLine {
    DoctorLine(mark: .open, step: step, text: text, remedy: remedy)
  }

  static func failed(
    _ step: String, _ text: String, _ remedy: String, _ status: Trouble.Status = .unreachable, details: [String] = []
  ) -> DoctorLine {
    DoctorLine(mark: .failed, step: step, text: text, details: details, remedy: remedy, status: status)
  }

  static func failed(_ step: String, _ trouble: Trouble) -> DoctorLine {
    failed(step, trouble.problem, trouble.remedy, trouble.status)
  }

  /// The line, those of its details and the remedy, for a terminal or a file.
  func text(isUnicode: Bool, hasColour: Bool) -> String {
    let (sign, plain, colour) =
      switch mark {
      case .well: ("✔", "ok", "32")
      case .failed: ("✖", "no", "31")
      case .open: ("…", "..", "33")
      }
    let shown = isUnicode ? sign : plain
    let marked = hasColour ? "\u{1B}[\(colour)m\(shown)\u{1B}[0m" : shown
    let name = step.padding(to: 12)
    let indent = String(repeating: " ", count: shown.count + name.count + 1)
    var lines = ["\(marked) \(name)\(Text.sanitized(text, longest: 1000))"]
    lines += details.map { indent + Text.sanitized($0, longest: 1000) }
    if !remedy.isEmpty { lines.append(indent + (isUnicode ? "→ " : "-> ") + Text.sanitized(remedy, longest: 1000)) }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
