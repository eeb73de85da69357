import FoundationEssentials
import JSON
import Metrics
import Prometheus
import Rules
import Subprocess
import Terminal

/// Tells others of a rule that broke, or that holds again: a command, a webhook.
struct Announcer {
  private let command: String?
  private let hook: Webhook?

  /// How long a command may take: rules are not looked at meanwhile.
  private static let patience = Duration.seconds(10)

  /// Fails where the address is none.
  init(command: String?, address: String?) throws(Trouble) {
    self.command = command
    do throws(SourceError) {
      hook = try address.map { (text) throws(SourceError) in
        try Webhook(text, userAgent: "meshtop/\(Meshtop.version)")
      }
    } catch {
      var trouble = Trouble(error)
      trouble.status = .usage
      throw trouble
    }
  }

  /// What others are told.
  static func json(_ change: RuleWatch.Change, at time: Date) -> [UInt8] {
    JSONWriter.line { json in
      json.beginObject()
      json.field("schema", "meshtop.watch/1")
      json.field("time", time.formatted(.iso8601))
      json.field("state", change.holds ? "holds" : "broken")
      json.key("rule")
      change.result.write(to: &json)
      json.endObject()
    }
  }

  /// Runs the command, if there is one.
  ///
  /// - Returns: what went wrong with that, in a sentence; nil where nothing did.
  func run(_ change: RuleWatch.Change, at time: Date) async -> String? {
    guard let command else { return nil }
    return await run(command, change, Self.json(change, at: time))
  }

  /// Tells the webhook, if there is one.
  ///
  /// - Returns: what went wrong with that, in a sentence; nil where nothing did.
  func post(_ change: RuleWatch.Change, at time: Date) async -> String? {
    do {
      try await hook?.send(json: Self.json(change, at: time))
      return nil
    } catch {
      return error.description
    }
  }

  private func run(_ command: String, _ change: RuleWatch.Change, _ body: [UInt8]) async -> String? {
    let environment = Subprocess.Environment.inherit.updating([
      "MESHTOP_RULE": Text.sanitized(change.result.rule.name), "MESHTOP_STATE": change.holds ? "holds" : "broken",
      // What lets one in to a server is nothing for others.
      "MESHTOP_TOKEN": nil, "MESHTOP_PASSWORD": nil,
    ])
    do {
      let result = try await TimeLimit.run(Self.patience) {
        try await Subprocess.run(
          .name("sh"), arguments: ["-c", command], environment: environment,
          platformOptions: .endedWhole, input: .inputWriter, output: .discarded,
          error: .string(limit: 1 << 14)
        ) { execution in
          // A command need not read what it is told: its end closes the pipe. Input that is given as bytes ends this process
          // then.
          _ = try? await execution.standardInputWriter.write(body)
        }
      }
      if result.terminationStatus.isSuccess { return nil }
      return "The command failed: \(result.standardError)"
    } catch is TimeLimit.Passed {
      return "The command did not end within \(Self.patience.components.seconds) s, and was ended."
    } catch {
      return "The command could not be run. Try it by itself."
    }
  }
}
