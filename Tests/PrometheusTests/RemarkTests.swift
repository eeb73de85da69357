import Metrics
import Testing

@testable import Prometheus

@Suite("What servers say beside their answers") struct RemarkTests {
  @Test(
    "a store of Thanos that failed is named, with the reason",
    arguments: [
      (
        #"receive series from Addr: 10.0.0.7:10901 LabelSets: {prometheus="openshift-monitoring/k8s", prometheus_replica="prometheus-k8s-0"},{a="b"} MinTime: 1730222825216 MaxTime: 9223372036854775807: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:10901: connect: connection refused""#,
        "store 10.0.0.7:10901 (prometheus=openshift-monitoring/k8s, prometheus_replica=prometheus-k8s-0) did not answer: Error while dialing: dial tcp 10.0.0.7:10901: connect: connection refused"
      ),
      (
        #"fetch series for {replica="a"} [Addr: 10.0.0.7:10901 LabelSets: {replica="a"} MinTime: 1 MaxTime: 2]: rpc error: code = DeadlineExceeded desc = context deadline exceeded"#,
        "store 10.0.0.7:10901 (replica=a) did not answer: context deadline exceeded"
      ),
      (
        #"receive series from Addr: 127.0.0.1:21091 LabelSets: [name:"magic" value:"store_api" ] Mint: -9223372036854775808 Maxt: 9223372036854775807: rpc error: code = Unknown desc = I always fail."#,
        "store 127.0.0.1:21091 did not answer: I always fail."
      ),
      (
        "failed to receive any data in 5m0s from Addr: store-2:10901 LabelSets: {} MinTime: 1 MaxTime: 2: context deadline exceeded",
        "store store-2:10901 did not answer: context deadline exceeded"
      ),
      ("No StoreAPIs matched for this query", "no store of the server holds this time or these labels"),
      ("remote_read: remote server returned HTTP status 500", "remote_read: remote server returned HTTP status 500"),
      ("Addr: ", "Addr:"),
    ])
  func stores(_ warning: String, _ words: String) {
    #expect(Remarks(warnings: [warning]).missing(hiding: []) == [words])
    #expect(Remarks(warnings: [warning]).annotations(hiding: []).isEmpty)
  }

  @Test("how a query was evaluated says nothing of missing figures")
  func annotations() {
    let remarks = Remarks(warnings: [
      #"PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "up" (1:6)"#,
      "PromQL warning: bucket label \"le\" is missing or has a malformed value of \"\" (1:25)",
    ])
    #expect(remarks.missing(hiding: []).isEmpty)
    #expect(remarks.annotations(hiding: []).map { $0.prefix(14) } == ["PromQL warning"])
  }

  @Test("infos are no warnings, and VictoriaMetrics' mark of a partial answer is one")
  func envelope() throws {
    func remarks(_ rest: String) throws -> Remarks {
      let decoder = try #require(AnswerDecoder(labels: [], isRange: false))
      var strings = StringTable()
      let text = #"{"status":"success","data":{"resultType":"vector","result":[]}\#(rest)}"#
      Array(text.utf8).withUnsafeBytes { decoder.receive($0, &strings) }
      guard case .vector(_, let remarks) = decoder.finish(&strings) else { throw Unexpected.success }
      return remarks
    }
    #expect(try remarks(#","infos":["PromQL info: x"]"#) == Remarks())
    #expect(try remarks(#","isPartial":false"#) == Remarks())
    #expect(try remarks(#","isPartial":"true""#) == Remarks())
    let partial = try remarks(#","isPartial":true"#)
    #expect(partial.missing(hiding: []) == ["some of the server's storage nodes did not answer"])
  }
}
