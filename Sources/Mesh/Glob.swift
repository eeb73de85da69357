/// Names with `*` for any text and `?` for any character.
public enum Glob {
  /// Whether `text` is as `glob` has it.
  public static func matches(_ glob: String, _ text: String) -> Bool {
    matches(Array(glob.unicodeScalars)[...], Array(text.unicodeScalars)[...])
  }

  private static func matches(_ glob: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
    var glob = glob
    var text = text
    // Where the last star stood, to give it one character more when what follows does not fit.
    var retry: (glob: ArraySlice<Unicode.Scalar>, text: ArraySlice<Unicode.Scalar>)?
    while !text.isEmpty {
      if glob.first == "*" {
        glob.removeFirst()
        retry = (glob, text)
      } else if let wanted = glob.first, wanted == "?" || wanted == text.first {
        glob.removeFirst()
        text.removeFirst()
      } else if let last = retry {
        glob = last.glob
        text = last.text.dropFirst()
        retry = (glob, text)
      } else {
        return false
      }
    }
    return glob.allSatisfy { $0 == "*" }
  }
}
