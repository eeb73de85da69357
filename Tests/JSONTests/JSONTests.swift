import Testing

@Suite("JSON") struct JSONTests {
}
