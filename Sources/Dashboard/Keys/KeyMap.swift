public import Terminal

/// Which key asks for what. The help and the hints on screen are drawn from it.
public struct KeyMap: Sendable, Equatable {
  /// A command and its keys, the first of which hints show.
  public struct Binding: Sendable, Equatable {
    /// What is asked for.
    public var command: Command
    /// Names of keys, as ``KeyPress/name`` writes them.
    public var keys: [String]
  }

  /// The bindings in the order of the help.
  public private(set) var bindings: [Binding]
  private var commands: [String: Command] = [:]

  /// The map that users of k9s, lazygit and vim expect. No command shadows h, j, k, l; Ctrl-z suspends.
  public static let standard = KeyMap([
    Binding(command: .moveLeft, keys: ["left", "h"]),
    Binding(command: .moveDown, keys: ["down", "j"]),
    Binding(command: .moveUp, keys: ["up", "k"]),
    Binding(command: .moveRight, keys: ["right", "l"]),
    Binding(command: .pageDown, keys: ["ctrl-d", "page-down"]),
    Binding(command: .pageUp, keys: ["ctrl-u", "page-up"]),
    Binding(command: .first, keys: ["home", "g"]),
    Binding(command: .last, keys: ["end", "G"]),
    Binding(command: .next, keys: ["tab"]),
    Binding(command: .previous, keys: ["shift-tab"]),
    Binding(command: .nextNeighbour, keys: ["]"]),
    Binding(command: .previousNeighbour, keys: ["["]),
    Binding(command: .open, keys: ["enter"]),
    Binding(command: .expand, keys: ["e", "f"]),
    Binding(command: .back, keys: ["esc", "backspace"]),
    Binding(command: .panLeft, keys: ["H", "shift-left"]),
    Binding(command: .panDown, keys: ["J", "shift-down"]),
    Binding(command: .panUp, keys: ["K", "shift-up"]),
    Binding(command: .panRight, keys: ["L", "shift-right"]),
    Binding(command: .centre, keys: ["z", "."]),
    Binding(command: .find, keys: ["/"]),
    Binding(command: .hide, keys: ["\\"]),
    Binding(command: .showHidden, keys: ["x"]),
    Binding(command: .findNext, keys: ["n"]),
    Binding(command: .findPrevious, keys: ["N"]),
    Binding(command: .collapse, keys: ["c"]),
    Binding(command: .collapseAll, keys: ["C"]),
    Binding(command: .moreDetail, keys: ["+"]),
    Binding(command: .lessDetail, keys: ["-"]),
    Binding(command: .focus, keys: ["F"]),
    Binding(command: .paths, keys: ["P"]),
    Binding(command: .errorsOnly, keys: ["!"]),
    Binding(command: .sinks, keys: ["i"]),
    Binding(command: .display, keys: ["d"]),
    Binding(command: .namespaces, keys: ["a"]),
    Binding(command: .graphPane, keys: ["1"]),
    Binding(command: .edgesPane, keys: ["2"]),
    Binding(command: .overviewPane, keys: ["3"]),
    Binding(command: .workloadsPane, keys: ["4"]),
    Binding(command: .servicesPane, keys: ["5"]),
    Binding(command: .securityPane, keys: ["6"]),
    Binding(command: .controlPlanePane, keys: ["7"]),
    Binding(command: .doctorPane, keys: ["8"]),
    Binding(command: .edgeLabel, keys: ["v"]),
    Binding(command: .previousEdgeLabel, keys: ["V"]),
    Binding(command: .minimap, keys: ["M"]),
    Binding(command: .turn, keys: ["o"]),
    Binding(command: .density, keys: ["w"]),
    Binding(command: .grouping, keys: ["b"]),
    Binding(command: .layOutAnew, keys: ["="]),
    Binding(command: .theme, keys: ["T"]),
    Binding(command: .sortNext, keys: [">", "s"]),
    Binding(command: .sortPrevious, keys: ["<"]),
    Binding(command: .sortReverse, keys: ["S", "I"]),
    Binding(command: .window, keys: ["t"]),
    Binding(command: .refresh, keys: ["ctrl-r", "f5"]),
    Binding(command: .pause, keys: ["p", "space"]),
    Binding(command: .refreshLessOften, keys: ["("]),
    Binding(command: .refreshMoreOften, keys: [")"]),
    Binding(command: .stepBack, keys: ["{"]),
    Binding(command: .stepForward, keys: ["}"]),
    Binding(command: .leapBack, keys: [","]),
    Binding(command: .leapForward, keys: [";"]),
    Binding(command: .present, keys: ["0"]),
    Binding(command: .replay, keys: ["r"]),
    Binding(command: .compare, keys: ["D"]),
    Binding(command: .record, keys: ["R"]),
    Binding(command: .palette, keys: [":"]),
    Binding(command: .copy, keys: ["y"]),
    Binding(command: .copyRow, keys: ["Y"]),
    Binding(command: .save, keys: ["ctrl-s"]),
    Binding(command: .saveAs, keys: ["X"]),
    Binding(command: .repaint, keys: ["ctrl-l"]),
    Binding(command: .messages, keys: ["m"]),
    Binding(command: .help, keys: ["?", "f1"]),
    Binding(command: .suspend, keys: ["ctrl-z"]),
    Binding(command: .quit, keys: ["q"]),
    Binding(command: .quitAtOnce, keys: ["ctrl-c", "Q"]),
  ])

  /// A map of bindings; where two claim a key, the first has it.
  public init(_ bindings: [Binding]) {
    self.bindings = bindings
    for binding in bindings { for key in binding.keys where commands[key] == nil { commands[key] = binding.command } }
  }

  /// The same map with other keys for some commands, which others give up where they have more.
  ///
  /// - Parameter changes: for the names of commands the names of their keys, in place of those they have.
  public func replacing(_ changes: [String: [String]]) throws(KeyMapError) -> KeyMap {
    var bindings = bindings
    for (name, keys) in changes.sorted(by: { $0.key < $1.key }) {
      guard let command = Command(rawValue: name) else {
        throw KeyMapError(name, "There is no command named \(name).", "Its name stands in the palette, which : opens.")
      }
      var named: [String] = []
      for key in keys {
        guard let press = KeyPress(key) else {
          throw KeyMapError(name, "\(key), for \(name), is no key.", "Write keys as the help does: ctrl-s, f5, x.")
        }
        named.append(press.name)
      }
      if command == .quitAtOnce, !named.contains("ctrl-c") { named.append("ctrl-c") }
      bindings.removeAll { $0.command == command }
      bindings.append(Binding(command: command, keys: named))
    }
    let wanted = Set(bindings.filter { changes[$0.command.rawValue] != nil }.flatMap(\.keys))
    for index in bindings.indices where changes[bindings[index].command.rawValue] == nil {
      let left = bindings[index].keys.filter { !wanted.contains($0) }
      if !left.isEmpty { bindings[index].keys = left }
    }
    var owners: [String: Command] = [:]
    for binding in bindings {
      for key in binding.keys {
        if let other = owners.updateValue(binding.command, forKey: key) {
          let names = [binding.command.rawValue, other.rawValue]
          throw KeyMapError(
            names.first { changes[$0] != nil } ?? names[0],
            "\(key) is a key of both \(other.rawValue) and \(binding.command.rawValue).",
            "Give one of them another key.")
        }
      }
    }
    let order = self.bindings.map(\.command)
    func place(_ binding: Binding) -> Int { order.firstIndex(of: binding.command) ?? order.count }
    return KeyMap(bindings.sorted { place($0) < place($1) })
  }

  /// What a key asks for.
  public func command(for press: KeyPress) -> Command? { commands[press.name] }

  /// The key that hints name for a command.
  public func key(for command: Command) -> String? { bindings.first { $0.command == command }?.keys.first }
}
