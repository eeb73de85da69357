import Testing

@Suite("Layout") struct LayoutTests {
}
