/// What is fuzzed: each reader of bytes that come from elsewhere. A new one is a case, its test, and a folder of seeds
/// under `Corpus`, which `run` looks at for the names.
enum Target: String, CaseIterable {
  case answer
  case config
  case find
  case input
  case kept
  case kubeconfig
  case recording
  case rules
  case selector
  case snapshot
  case theme

  /// Gives bytes to the reader. Whatever they are, it comes to an end, and what holds of any input is checked.
  func test(_ bytes: [UInt8]) {
    switch self {
    case .answer: testAnswer(bytes)
    case .config: testConfig(bytes)
    case .find: testFind(bytes)
    case .input: testInput(bytes)
    case .kept: testKept(bytes)
    case .kubeconfig: testKubeconfig(bytes)
    case .recording: testRecording(bytes)
    case .rules: testRules(bytes)
    case .selector: testSelector(bytes)
    case .snapshot: testSnapshot(bytes)
    case .theme: testTheme(bytes)
    }
  }
}
