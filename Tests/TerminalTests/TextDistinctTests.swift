import Terminal
import Testing

@Suite("Cuts that stay distinct") struct TextDistinctTests {
  @Test("Short texts and those that differ at the end are cut in the middle alone")
  func plainCuts() {
    let long = "recommendation-engine-for-returning-customers"
    #expect(
      Text.cutDistinct(["cart", "\(long)-v1", "\(long)-v2"], to: 20) == [
        "cart", "recommend…stomers-v1", "recommend…stomers-v2",
      ])
  }

  @Test("What tells texts apart is kept where the start and the end are the same")
  func middles() {
    let texts = ["eu-west", "eu-north", "ap-south"].map { "payment-processing-service-\($0)-primary-replica-v1" }
    let cuts = Text.cutDistinct(texts, to: 36)
    #expect(
      cuts == [
        "payment-proce…eu-west-prim…eplica-v1", "payment-proce…eu-north-pri…eplica-v1",
        "payment-proce…ap-south-pri…eplica-v1",
      ])
  }

  @Test("Different texts stay different, fit, and do not depend on their order")
  func always() {
    let stems = [
      "", "a", "日本", "x\u{7}", "x\u{8}", "eu-west", "eu-west-1", "eu-west-2", String(repeating: "q", count: 5000),
    ]
    let texts = stems.flatMap { one in
      stems.map { "service-with-a-long-name-\(one)-in-the-region-\($0)-of-the-world-v1" }
    }
    for width in [12, 20, 36] {
      let cuts = Text.cutDistinct(texts, to: width)
      #expect(Set(cuts).count == Set(texts).count)
      for cut in cuts { #expect(displayWidth(of: cut) <= width, "\(cut)") }
    }
  }

  @Test("Equal texts stay equal")
  func equal() { #expect(Text.cutDistinct(["a", "b", "a"], to: 12) == ["a", "b", "a"]) }
}
