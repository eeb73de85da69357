extension InputDecoder {
  /// A mouse report: the low bits of its code tell the button, 4 shift, 8 alt, 16 control, 32 motion, 64 the wheel. Cells count from 1.
  static func mouse(code: Int, x: Int, y: Int, isRelease: Bool = false, length: Int = 6) -> Step {
    guard code >= 0, x >= 1, y >= 1 else { return .nothing(length: length) }
    var modifiers: Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let buttons: [MouseEvent.Button] = [.left, .middle, .right, .none]
    var button = code & 128 != 0 ? .none : buttons[code & 3]
    let kind: MouseEvent.Kind
    if code & 64 != 0 {
      if isRelease { return .nothing(length: length) }
      kind = [.wheelUp, .wheelDown, .wheelLeft, .wheelRight][code & 3]
      button = .none
    } else if isRelease {
      kind = .release
    } else if code & 32 != 0 {
      kind = .drag
    } else {
      // The X10 form does not say which button went up.
      kind = code & 3 == 3 && code & 128 == 0 ? .release : .press
    }
    let event = MouseEvent(x: x - 1, y: y - 1, kind: kind, button: button, modifiers: modifiers)
    return .event(.mouse(event), length: length)
  }
}
