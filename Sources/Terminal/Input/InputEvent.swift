/// What a terminal reports.
public enum InputEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(KeyPress)
  /// The mouse was used.
  case mouse(MouseEvent)
  /// Text was pasted, or typed faster than by hand. It may hold anything.
  case paste(String)
  /// The terminal has a new size.
  case resize(width: Int, height: Int)
  /// The terminal came into view or lost the keyboard.
  case focus(Bool)
  /// The terminal answers where its cursor is, counted from 0. In the first row no answer can be told from a key.
  case cursor(x: Int, y: Int)
  /// The terminal answers which colour its background has.
  case background(Color)
}

/// What was done with the mouse, and at which cell.
public struct MouseEvent: Hashable, Sendable {
  /// What was done.
  public enum Kind: Hashable, Sendable {
    /// A button went down.
    case press
    /// A button went up.
    case release
    /// The mouse moved, with a button down unless the button is none.
    case drag
    /// The wheel turned away from the user.
    case wheelUp
    /// The wheel turned towards the user.
    case wheelDown
    /// The wheel turned to the left.
    case wheelLeft
    /// The wheel turned to the right.
    case wheelRight
  }

  /// A button of the mouse.
  public enum Button: Hashable, Sendable {
    /// The left one.
    case left
    /// The middle one.
    case middle
    /// The right one.
    case right
    /// None, or one that the terminal does not name.
    case none
  }

  /// The column, counted from 0.
  public var x: Int
  /// The row, counted from 0.
  public var y: Int
  /// What was done.
  public var kind: Kind
  /// Which button it was done with.
  public var button: Button
  /// What was held with it.
  public var modifiers: Modifiers

  /// An event at a cell.
  public init(x: Int, y: Int, kind: Kind, button: Button = .none, modifiers: Modifiers = []) {
    self.x = x
    self.y = y
    self.kind = kind
    self.button = button
    self.modifiers = modifiers
  }
}
