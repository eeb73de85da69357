/// A question to a metrics server, as a value: a server gets its text, the simulation answers it as it stands.
///
/// The answer has one row for each combination of values of ``labels``, aggregated by the server. A query with several
/// terms asks for several figures at once: each term's rows carry the term's ``Term/figure`` in the label
/// ``figureLabel``.
public struct Query: Sendable, Hashable {
  /// How the series of one group become one number.
  public enum Aggregation: String, Sendable, Hashable {
    case sum
    case count
    case max
  }

  /// What is taken of each series before the aggregation.
  public enum Function: Sendable, Hashable {
    /// The counter's rate per second over the window.
    case rate(Duration)
    /// The counter's increase over the window.
    case increase(Duration)
    /// How many samples the window holds.
    case sampleCount(Duration)
    /// The least value of the window: what a gauge never fell below.
    case least(Duration)
    /// When the newest sample was taken, in seconds since 1970.
    case timestamp
    /// The newest value, as far back as the server looks.
    case latest
  }

  /// One figure of a query.
  public struct Term: Sendable, Hashable {
    /// What the figure is called in the answer's ``Query/figureLabel``; nil where a query has but one term.
    public var figure: String?
    /// The metric's name. Nil where the selectors choose it by a matcher on `__name__`.
    public var metric: String?
    /// What is taken of each series.
    public var function: Function
    /// Which series: alternatives that no series satisfies twice. One empty alternative means all of the metric.
    public var selectors: [[Matcher]]
    /// A second metric whose aggregate is taken away from this one's, group by group; where it has no such group,
    /// nothing is taken away.
    public var subtracting: String?
    /// Leaves out groups whose number is not above zero.
    public var positiveOnly: Bool

    /// A figure made of `metric` by `function`.
    public init(
      figure: String? = nil, metric: String?, function: Function, selectors: [[Matcher]] = [[]],
      subtracting: String? = nil, positiveOnly: Bool = false
    ) {
      self.figure = figure
      self.metric = metric
      self.function = function
      self.selectors = selectors
      self.subtracting = subtracting
      self.positiveOnly = positiveOnly
    }
  }

  /// The label that tells which term a row belongs to, in a query with several terms.
  public static let figureLabel = "figure"

  /// A short name for logs and lists, for example `requests`.
  public var name: String
  /// What the query is for, in a few words, for people who read what a server is asked.
  public var purpose: String
  /// How a group's series become one number.
  public var aggregation: Aggregation
  /// The labels that make the groups.
  public var labels: [String]
  /// The figures asked for.
  public var terms: [Term]

  /// A question for `terms`, aggregated by `labels`.
  public init(name: String, purpose: String, aggregation: Aggregation = .sum, labels: [String], terms: [Term]) {
    self.name = name
    self.purpose = purpose
    self.aggregation = aggregation
    self.labels = labels
    self.terms = terms
  }

  /// The labels that an answer's rows can have: the groups' and, where there are several terms, ``figureLabel``.
  public var resultLabels: [String] {
    terms.contains { $0.figure != nil } ? labels + [Self.figureLabel] : labels
  }
}
