import Foundation
import Simulation
import TestSupport
import Testing

@Suite struct ProfileTests {
  /// The rate at a moment, from the definition: 1 plus the swing inside the spans, 0 outside.
  private func rate(_ profile: Profile, at time: Double) -> Double {
    let second = time.truncatingRemainder(dividingBy: Profile.period)
    guard profile.spans.contains(where: { $0.contains(second) }) else { return 0 }
    return 1 + profile.swing * sin(2 * .pi * 6 * second / Profile.period + profile.phase)
  }

  private func sum(_ profile: Profile, from start: Double, to end: Double) -> Double {
    let steps = Int(end - start)
    return (0..<steps).reduce(0) { $0 + rate(profile, at: start + Double($1) + 0.5) }
  }

  @Test(arguments: 0..<40)
  func `The integral is what the rates add up to`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let bounds = (0..<4).map { _ in Double(Int.random(in: 0...3600, using: &random)) }.sorted()
    let profile = Profile(
      spans: [bounds[0]..<bounds[1], bounds[2]..<bounds[3]].filter { !$0.isEmpty },
      swing: Double.random(in: 0...1, using: &random), phase: Double.random(in: 0...6, using: &random))
    let start = 1_790_000_000 + Double(Int.random(in: 0...3600, using: &random))
    let end = start + Double(Int.random(in: 1...9000, using: &random))
    let integral = profile.integral(to: end) - profile.integral(to: start)
    #expect(abs(integral - sum(profile, from: start, to: end)) < 0.01)
  }

  @Test func `Every hour has the same integral`() {
    let profile = Profile(spans: [100..<900, 1000..<3600], swing: 0.4, phase: 1)
    let hours = (0..<5).map { profile.integral(to: Double($0 + 1) * 3600) - profile.integral(to: Double($0) * 3600) }
    for hour in hours { #expect(abs(hour - hours[0]) < 1e-6) }
  }

  @Test func `A profile and its complement are always on between them`() {
    let profile = Profile(spans: [0..<300, 1200..<1500], swing: 0.3, phase: 2)
    let always = Profile(swing: 0.3, phase: 2)
    for time in stride(from: 0.0, to: 8000, by: 77) {
      let both = profile.integral(to: time) + profile.complement.integral(to: time)
      #expect(abs(both - always.integral(to: time)) < 1e-6)
    }
  }

  @Test func `The complement of always is never`() {
    #expect(Profile().complement.spans.isEmpty)
    #expect(Profile(spans: []).complement.spans == [0..<3600])
  }
}
