import Metrics

@testable import Prometheus

/// A kubeconfig is read, or refused in a sentence.
func testKubeconfig(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  do throws(SmallFile.Fault) {
    let document = try KubeconfigDocument(text, folder: "/nowhere")
    _ = try? Kubeconfig([document], KubeconfigSource(paths: ["/nowhere/config"]))
  } catch {
    checkHarmless(error.reason)
  }
}
