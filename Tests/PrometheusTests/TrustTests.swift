import Foundation
import Metrics
import Testing

@testable import Prometheus

@Suite("Certificates") struct TrustTests {
  /// A block with a little DER in it.
  private func block(_ label: String = "CERTIFICATE", _ number: UInt8 = 1) -> String {
    let der = Data([0x30, 0x03, 0x02, 0x01, number])
    return "-----BEGIN \(label)-----\n\(der.base64EncodedString())\n-----END \(label)-----\n"
  }

  @Test("certificates are found between other text, with any line ends; keys are not taken for them")
  func blocks() throws {
    let text =
      "Subject: a\r\n\(block().replacing("\n", with: "\r\n"))x\n\(block("EC PRIVATE KEY", 2))\(block("CERTIFICATE", 3))"
    let found = PEMBlock.blocks(of: text)
    #expect(found.map { String($0.label) } == ["CERTIFICATE", "EC PRIVATE KEY", "CERTIFICATE"])
    #expect(found.filter { !$0.isWhole }.isEmpty)
    for bad in ["", "-----BEGIN CERTIFICATE-----\nMAMC", "-----BEGIN X-----\nMAMCAQE=\n-----END Y-----"] {
      #expect(PEMBlock.blocks(of: bad).isEmpty)
    }
    for content in ["MAMCAQ==", "MAM*AQE=", "", "AAMCAQE="] {
      #expect(!PEMBlock(label: "CERTIFICATE", content: Substring(content)).isWhole, "\(content)")
    }
  }

  @Test("a folder gives the certificates of all its files, each once, whatever the files are called")
  func folder() throws {
    let folder = try TemporaryFolder()
    try folder.write(block() + block("PRIVATE KEY", 9), to: "one.txt")
    try folder.write(block("CERTIFICATE", 2), to: "two")
    try folder.write("no certificate", to: "README")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: "\(folder.path)/5ad8a5d6.0", withDestinationPath: "two")
    try files.createSymbolicLink(atPath: "\(folder.path)/loose", withDestinationPath: "none")
    try files.createDirectory(atPath: "\(folder.path)/sub", withIntermediateDirectories: false)
    #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
    var authorities = Authorities()
    try authorities.add(folder: folder.path)
    #expect(authorities.pem.components(separatedBy: "BEGIN CERTIFICATE").count == 3)
    #expect(!authorities.pem.contains("KEY"))
    // The system's go along.
    #expect(try #require(authorities.withSystem).hasSuffix(authorities.pem))
    #expect(Authorities().withSystem == nil)
  }

  @Test("a folder or file without certificates, or with a damaged one, is told of by its path")
  func badFolders() throws {
    let empty = try TemporaryFolder()
    try empty.write("no", to: "file")
    let damaged = try TemporaryFolder()
    let path = try damaged.write("-----BEGIN CERTIFICATE-----\nplanted\n-----END CERTIFICATE-----\n", to: "bad.pem")
    for (folder, told) in [(empty.path, empty.path), (damaged.path, path), ("\(empty.path)/none", "No such file")] {
      var authorities = Authorities()
      let error = try #require(throws: SourceError.self) { try authorities.add(folder: folder) }
      #expect(error.kind == .file)
      #expect(error.problem.contains(told), "\(error)")
    }
    var authorities = Authorities()
    let error = try #require(throws: SourceError.self) { try authorities.add(file: path) }
    #expect(error.problem.contains("damaged"))
  }

  @Test("a client certificate that cannot be used is told of by its file, without the key")
  func clientCertificates() throws {
    let folder = try TemporaryFolder()
    let certificate = try folder.write(block(), to: "c.pem")
    let both = try folder.write(block() + block("PRIVATE KEY", 2), to: "both.pem")
    #expect(throws: Never.self) { try ClientCertificate(file: both, key: nil) }
    #expect(throws: Never.self) { try ClientCertificate(file: certificate, key: both) }
    let old =
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nMAMCAQE=\n-----END RSA PRIVATE KEY-----"
    let cases: [(String, String?, String)] = [
      (certificate, nil, "no key"), (both, try folder.write("x", to: "x"), "no key"),
      (try folder.write("x", to: "y"), both, "no certificate"), ("\(folder.path)/none", nil, "No such file"),
      (certificate, try folder.write(block("ENCRYPTED PRIVATE KEY"), to: "e.key"), "passphrase"),
      (certificate, try folder.write(old, to: "old.key"), "passphrase"),
    ]
    for (first, second, words) in cases {
      let error = try #require(throws: SourceError.self) { try ClientCertificate(file: first, key: second) }
      #expect(error.kind == .file)
      #expect(error.problem.contains(words), "\(error)")
      #expect(error.problem.contains(folder.path))
    }
  }

  @Test("the kubeconfig's authority is trusted for the cluster's own server alone")
  func clusterAuthority() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      current-context: a
      contexts: [{name: a, context: {user: a, cluster: a}}]
      users: [{name: a, user: {token: abc}}]
      clusters:
      - name: a
        cluster:
          server: https://API.example:443
          tls-server-name: kubernetes
          certificate-authority-data: \(Data(block().utf8).base64EncodedString())
      """, to: "config")
    func connection(_ url: String) throws -> Connection {
      try Connection(PrometheusOptions(url: url, kubeconfig: KubeconfigSource(paths: [path])))
    }
    let own = try connection("https://api.example/api/v1/namespaces/m/services/https:thanos:9091/proxy")
    #expect(own.transport(Credentials()).authorities?.contains(block()) == true)
    #expect(own.base.hasPrefix("https://kubernetes:443/api/v1/namespaces"))
    for url in ["https://api.example:6443", "https://other.example", "https://api.example.other"] {
      #expect(try connection(url).transport(Credentials()).authorities == nil)
      #expect(try connection(url).base == url)
    }
  }
}
