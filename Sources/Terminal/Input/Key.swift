/// A key of the keyboard, as far as a terminal tells.
public enum Key: Hashable, Sendable {
  /// A letter, digit, sign or space.
  case character(Character)
  /// Control with a letter or sign, in lower case.
  case control(Character)
  /// Arrow up.
  case up
  /// Arrow down.
  case down
  /// Arrow left.
  case left
  /// Arrow right.
  case right
  /// To the start.
  case home
  /// To the end.
  case end
  /// A page up.
  case pageUp
  /// A page down.
  case pageDown
  /// Enter or return.
  case enter
  /// Escape.
  case escape
  /// Tabulator.
  case tab
  /// Tabulator with shift.
  case backTab
  /// Deletes to the left.
  case backspace
  /// Deletes to the right.
  case delete
  /// Insert.
  case insert
  /// F1 and so on.
  case function(Int)
}

/// The keys that are held while another is pressed.
public struct Modifiers: OptionSet, Hashable, Sendable {
  /// The bits, as xterm counts them.
  public let rawValue: UInt8

  /// Modifiers from bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Shift.
  public static let shift = Modifiers(rawValue: 1)
  /// Alt, meta or option.
  public static let alt = Modifiers(rawValue: 2)
  /// Control.
  public static let control = Modifiers(rawValue: 4)
}

/// A key with the modifiers that are held with it.
///
/// One press has one value: control with a character is `Key.control`, shift with Tab is `Key.backTab`, and shift with a
/// character is the character that it makes; none of them is told again in the modifiers.
public struct KeyPress: Hashable, Sendable {
  /// The key.
  public var key: Key
  /// What is held with it.
  public var modifiers: Modifiers

  /// A key, with modifiers in the one form that each press has.
  public init(_ key: Key, _ modifiers: Modifiers = []) {
    self.key = key
    self.modifiers = modifiers
    switch key {
    case .character(let character) where modifiers.contains(.control):
      self.key = .control(Character(character.lowercased()))
      self.modifiers = modifiers.subtracting([.control, .shift])
    case .character, .control:
      self.modifiers = modifiers.subtracting([.control, .shift])
    case .tab where modifiers.contains(.shift):
      self.key = .backTab
      self.modifiers = modifiers.subtracting(.shift)
    case .backTab:
      self.modifiers = modifiers.subtracting(.shift)
    default: break
    }
  }
}
