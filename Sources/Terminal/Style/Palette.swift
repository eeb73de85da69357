#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The fixed entries of a terminal's palette, and the nearest of them to a colour by eye.
///
/// Distances are taken in OKLab (Ottosson, "A perceptual color space for image processing", 2020).
public enum Palette {
  /// The nearest entry from 16 to 255, which no user changes. O(240).
  public static func nearest256(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
    UInt8(16 + nearest(Lab(red, green, blue), in: fixed))
  }

  /// The nearest entry from 0 to 15, as xterm shows them; users change them. O(16).
  ///
  /// A colour keeps its hue: by distance alone every pastel would turn grey.
  public static func nearest16(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
    let color = Lab(red, green, blue)
    let isGrey = color.chroma < 0.05
    var best = 0
    var least = Double.infinity
    for (index, candidate) in named.enumerated() where isGrey == (candidate.chroma < 0.05) {
      let distance = isGrey ? color.squaredDistance(to: candidate) : color.hueDistance(to: candidate)
      if distance < least { (best, least) = (index, distance) }
    }
    return UInt8(best)
  }

  /// Red, green and blue of an entry, as xterm shows them.
  public static func components(of index: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
    let value = Int(index)
    if value < 16 { return basic[value] }
    if value >= 232 {
      let grey = UInt8(8 + 10 * (value - 232))
      return (grey, grey, grey)
    }
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    return (levels[(value - 16) / 36], levels[(value - 16) / 6 % 6], levels[(value - 16) % 6])
  }

  private static let basic: [(red: UInt8, green: UInt8, blue: UInt8)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]

  private static let named = basic.map { Lab($0.red, $0.green, $0.blue) }

  private static let fixed = (16...255).map { index in
    let color = components(of: UInt8(index))
    return Lab(color.red, color.green, color.blue)
  }

  private static func nearest(_ color: Lab, in candidates: [Lab]) -> Int {
    var best = 0
    var least = Double.infinity
    for (index, candidate) in candidates.enumerated() {
      let distance = color.squaredDistance(to: candidate)
      if distance < least { (best, least) = (index, distance) }
    }
    return best
  }

  /// A colour in OKLab.
  private struct Lab {
    let lightness: Double
    let a: Double
    let b: Double

    init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
      let (r, g, b) = (Self.linear(red), Self.linear(green), Self.linear(blue))
      let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
      let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
      let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
      lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
      a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
      self.b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    }

    func squaredDistance(to other: Lab) -> Double {
      let (x, y, z) = (lightness - other.lightness, a - other.a, b - other.b)
      return x * x + y * y + z * z
    }

    var chroma: Double { (a * a + b * b).squareRoot() }

    /// How far hues lie apart, with a little weight on lightness.
    func hueDistance(to other: Lab) -> Double {
      let (x, y) = (a / chroma - other.a / other.chroma, b / chroma - other.b / other.chroma)
      let light = lightness - other.lightness
      return x * x + y * y + 0.3 * light * light
    }

    private static func linear(_ value: UInt8) -> Double {
      let part = Double(value) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
  }
}
