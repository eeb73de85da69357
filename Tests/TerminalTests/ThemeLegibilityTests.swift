import Foundation
import Terminal
import Testing

@Suite("What themes tell apart") struct ThemeLegibilityTests {
  @Test("the README names every role, and every attribute of a style")
  func readme() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md").standardized
    let text = try String(contentsOf: file, encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix("Themes\n") })
    for role in Role.allCases where !role.rawValue.contains(/-[0-9]$/) {
      #expect(section.contains("`\(role.rawValue)`"), "\(role.rawValue) is missing")
    }
    for roles in ["`series-1` to `series-6`", "`namespace-1` to `namespace-8`"] { #expect(section.contains(roles)) }
    for (name, _) in Attributes.named { #expect(section.contains("`\(name)`"), "\(name) is missing") }
    for name in Theme.builtInNames { #expect(section.contains("`\(name)`"), "\(name) is missing") }
  }

  @Test(
    "colorblind tells health and encryption apart for eyes without green, without red and without blue",
    arguments: Sight.allCases, [ColorDepth.truecolor, .ansi256])
  func colorblind(sight: Sight, depth: ColorDepth) throws {
    let theme = try #require(Theme.builtIn("colorblind"))
    for (one, other) in [
      (Role.healthy, Role.degraded), (.degraded, .failing), (.healthy, .failing), (.encrypted, .plaintext),
      (.encrypted, .partial), (.failing, .text),
    ] {
      let distance = sight.distance(theme[one].reduced(to: depth), theme[other].reduced(to: depth))
      #expect(distance > 0.08, "\(one.rawValue) and \(other.rawValue) lie \(distance) apart")
    }
  }

  @Test("what stands in a chosen row can be read", arguments: Theme.builtInNames, [ColorDepth.truecolor, .ansi256])
  func selection(name: String, depth: ColorDepth) throws {
    let theme = try #require(Theme.builtIn(name))
    let base = theme[.selection]
    guard base.background != .standard else { return }
    for role in [
      Role.text, .dim, .title, .label, .accent, .key, .match, .healthy, .degraded, .failing, .idle, .unknown, .warning,
      .error, .encrypted, .plaintext, .partial,
    ] {
      let style = theme[role].over(base).reduced(to: depth)
      let ratio = Light.contrast(style.foreground, style.background)
      #expect(ratio >= 3, "\(role.rawValue) has \(ratio) on \(style.background)")
    }
  }
}

/// How eyes see that lack a kind of cones, by Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of
/// color vision deficiency", 2009.
enum Sight: CaseIterable {
  case withoutRed
  case withoutGreen
  case withoutBlue

  private var rows: [[Double]] {
    switch self {
    case .withoutRed:
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .withoutGreen:
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .withoutBlue:
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
  }

  /// How far apart two texts look, in OKLab.
  func distance(_ one: Style, _ other: Style) -> Double {
    let (a, b) = (seen(one.foreground), seen(other.foreground))
    return zip(a, b).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }

  private func seen(_ color: Color) -> [Double] {
    let light = Light.linear(color)
    let seen = rows.map { row in max(0, zip(row, light).map { $0 * $1 }.reduce(0, +)) }
    func mix(_ rows: [[Double]], _ values: [Double]) -> [Double] {
      rows.map { row in zip(row, values).map { $0 * $1 }.reduce(0, +) }
    }
    let cones = mix(
      [
        [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
      ], seen
    ).map { cbrt($0) }
    return mix(
      [
        [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
      ], cones)
  }
}

/// Colours as light.
private enum Light {
  static func linear(_ color: Color) -> [Double] {
    let parts: (red: UInt8, green: UInt8, blue: UInt8) =
      switch color {
      case .standard: (205, 214, 244)
      case .rgb(let red, let green, let blue): (red, green, blue)
      case .indexed(let index): Palette.components(of: index)
      }
    return [parts.red, parts.green, parts.blue].map { value in
      let part = Double(value) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
  }

  /// The contrast ratio of WCAG 2.1.
  static func contrast(_ one: Color, _ other: Color) -> Double {
    let both = [one, other].map { color in zip([0.2126, 0.7152, 0.0722], linear(color)).map { $0 * $1 }.reduce(0, +) }
    return (both.max().map { $0 + 0.05 } ?? 1) / (both.min().map { $0 + 0.05 } ?? 1)
  }
}
