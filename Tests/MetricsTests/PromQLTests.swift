import Metrics
import Testing

@Suite struct PromQLTests {
  private func text(
    _ terms: Query.Term..., by labels: [String] = [], as aggregation: Query.Aggregation = .sum
  ) -> String {
    Query(name: "q", purpose: "a test", aggregation: aggregation, labels: labels, terms: terms).promQL
  }

  @Test func `A rate is summed by the labels asked for`() {
    let term = Query.Term(metric: "requests_total", function: .rate(.seconds(120)))
    #expect(text(term, by: ["source", "code"]) == "sum by (source,code) (rate(requests_total[120s]))")
  }

  @Test func `Without labels there is one number`() {
    #expect(text(Query.Term(metric: "up", function: .latest), as: .count) == "count (up)")
  }

  @Test func `Each function has its PromQL`() {
    func one(_ function: Query.Function) -> String { text(Query.Term(metric: "m", function: function), as: .max) }
    #expect(one(.latest) == "max (m)")
    #expect(one(.increase(.seconds(60))) == "max (increase(m[60s]))")
    #expect(one(.sampleCount(.milliseconds(299_999))) == "max (count_over_time(m[299999ms]))")
    #expect(one(.least(.seconds(300))) == "max (min_over_time(m[300s]))")
    #expect(one(.timestamp) == "max (timestamp(m))")
  }

  @Test func `Matchers stand in braces and alternatives are joined by or`() {
    let term = Query.Term(
      metric: "m", function: .latest,
      selectors: [
        [Matcher("a", .equal, "1"), Matcher("b", .doesNotMatch, "x|y")], [Matcher("a", .notEqual, "1")], [],
      ])
    #expect(text(term) == #"sum (m{a="1",b!~"x|y"} or m{a!="1"} or m)"#)
  }

  @Test func `Without a metric's name the selector stands alone`() {
    let term = Query.Term(metric: nil, function: .latest, selectors: [[Matcher("__name__", .matches, "a|b")]])
    #expect(text(term, as: .count) == #"count ({__name__=~"a|b"})"#)
  }

  @Test func `Several figures are told apart by a label`() {
    let query = text(
      Query.Term(figure: "in", metric: "a", function: .rate(.seconds(60)), positiveOnly: true),
      Query.Term(figure: "out", metric: "b", function: .rate(.seconds(60))), by: ["x"])
    #expect(
      query == #"label_replace(sum by (x) (rate(a[60s])) > 0, "figure", "in", "", "") or "#
        + #"label_replace(sum by (x) (rate(b[60s])), "figure", "out", "", "")"#)
  }

  @Test func `A group that the subtracted metric lacks loses nothing`() {
    let term = Query.Term(metric: "a", function: .latest, subtracting: "b", positiveOnly: true)
    #expect(text(term, by: ["x"]) == "(sum by (x) (a) - (sum by (x) (b) or sum by (x) (a) * 0)) > 0")
  }

  @Test func `What would end or change a literal is escaped`() {
    #expect("\(Matcher("a", .equal, "x\"y\\z\n\u{1}\u{7f}é"))" == "a=\"x\\\"y\\\\z\\n\\x01\\x7fé\"")
  }
}
