import ArgumentParser
import Dashboard
import FoundationEssentials
import JSON
import Mesh
import Rules
import Terminal

/// `meshtop watch`: stays, and tells when rules break and when they hold again.
struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Tell when a mesh is no longer as it must be, and when it is again.",
    discussion: """
      Rules are those of meshtop check. One line is printed for each that breaks and
      for each that holds again. A command is run by the shell with what happened as
      JSON on its standard input, and MESHTOP_RULE and MESHTOP_STATE (broken or
      holds) in its environment; a webhook is sent the same JSON.

      Examples:
        meshtop watch --thanos https://thanos.example --rule mtls
        meshtop watch --demo --rules rules.toml --exec 'logger -t mesh'
        meshtop watch --rule 'nodes: name = cart => p99 < 300' --patience 4 --post https://hooks.example/mesh

      Ends with Ctrl-C, or after --for: then with status 1 where a rule is broken.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Mesh") var mesh: MeshOptions

  @Option(help: ArgumentHelp("The time between refreshes, such as 30s.", valueName: "span"))
  var every = Span(.seconds(15))

  @Option(
    name: .customLong("for"), help: ArgumentHelp("How long to stay, such as 8h. (default: for ever)", valueName: "span")
  )
  var length: Span?

  @Option(
    help: ArgumentHelp("In how many refreshes in a row a rule must be broken before that is told.", valueName: "count"))
  var patience = 1

  @Option(help: ArgumentHelp("A command to run at each change.", valueName: "command"))
  var exec: String?

  @Option(help: ArgumentHelp("An address to send each change to.", valueName: "url"))
  var post: String?

  @Option(help: "How a change is printed.")
  var format = Format.text

  func validate() throws {
    if rules.rule.isEmpty, rules.rules.isEmpty { throw ValidationError("Give --rule or --rules.") }
    if patience < 1 { throw ValidationError("--patience must be 1 or more.") }
    if every.seconds < 1 { throw ValidationError("--every must be 1s or more.") }
  }

  func run() async throws {
    do {
      let list = try rules.load()
      let announcer = try Announcer(command: exec, address: post)
      let feed = try source.feed(try mesh.traffic())
      let clock = ContinuousClock()
      let end = length.map { clock.now + $0.duration }
      var watch = RuleWatch(patience: patience)
      var trouble: Trouble?
      var refusal: String?
      var isBegun = false
      // What the webhook did not take, in the order in which it happened.
      var untold: [(change: RuleWatch.Change, time: Date)] = []
      let rate = "every \(Figures.span(every.duration))"
      welcome("watching \(Figures.count(list.count, "rule")) of \(feed.name) \(rate); Ctrl-C ends", Date())
      repeat {
        let began = clock.now
        do throws(Trouble) {
          let snapshot = try await feed.snapshot(at: nil, mesh.question)
          if trouble != nil { say(snapshot.time, "the source answers again") }
          trouble = nil
          let report = RuleReport(list, MeshIndex(snapshot))
          if !isBegun {
            welcome(
              "\(report.results.count(where: \.holds)) of \(Figures.count(list.count, "rule")) hold", snapshot.time)
          }
          isBegun = true
          for change in watch.take(report) {
            tell(change, at: snapshot.time)
            if let failure = await announcer.run(change, at: snapshot.time) { say(snapshot.time, failure) }
            untold = (untold + [(change, snapshot.time)]).suffix(Self.mostUntold)
          }
        } catch {
          // The same failure again is no news.
          if trouble?.problem != error.problem { say(Date(), error.description) }
          trouble = error
        }
        untold = await post(untold, by: announcer, &refusal)
        let next = began + every.duration
        if let end, next >= end { break }
        try await Task.sleep(until: next, clock: clock)
      } while true
      if let trouble { throw trouble }
      if !watch.holds { throw ExitCode(1) }
    } catch let trouble as Trouble {
      throw trouble.report()
    }
  }

  /// How many changes are kept for a webhook that does not take them.
  private static let mostUntold = 1000

  /// Tells the webhook what it does not know, one after another; at the first that it does not take it is left alone until the
  /// next refresh.
  ///
  /// - Parameter refusal: why it did not take the last one; nil where it did. The same again is no news.
  /// - Returns: what it still does not know.
  private func post(
    _ changes: [(change: RuleWatch.Change, time: Date)], by announcer: Announcer, _ refusal: inout String?
  ) async -> [(change: RuleWatch.Change, time: Date)] {
    for (place, untold) in changes.enumerated() {
      guard let failure = await announcer.post(untold.change, at: untold.time) else { continue }
      if refusal != failure { say(Date(), "\(failure) It is tried again with each refresh.") }
      refusal = failure
      return Array(changes[place...])
    }
    if refusal != nil { say(Date(), "The webhook has been told what it had not taken.") }
    refusal = nil
    return []
  }

  /// Says on a terminal what somebody who waits before it wants to know.
  private func welcome(_ text: String, _ time: Date) {
    if StandardStreams.errorsAreTerminal { say(time, text) }
  }

  private func tell(_ change: RuleWatch.Change, at time: Date) {
    switch format {
    case .json: _ = StandardStreams.print(Announcer.json(change, at: time))
    case .text:
      let reasons = change.result.breaches.prefix(3).map(\.sentence)
      let more = change.result.breaches.count > 3 ? ["and \(change.result.breaches.count - 3) more"] : []
      let words = change.holds ? "holds again" : "is broken: \((reasons + more).joined(separator: "; "))"
      let why = change.result.breaches.isEmpty && !change.holds ? "is broken: it \(change.result.sentence)" : words
      let line = Text.sanitized("\(time.formatted(.iso8601)) \(change.result.rule.name) \(why)", longest: 2000)
      _ = StandardStreams.print(Array((line + "\n").utf8))
    }
  }

  /// Says on standard error what is not about a rule.
  private func say(_ time: Date, _ text: String) {
    StandardStreams.complain("\(time.formatted(.iso8601)) meshtop: \(Text.sanitized(text, longest: 500))")
  }
}
