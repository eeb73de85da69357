import Metrics

/// Where the certificate comes from that this machine shows to a server (mutual TLS).
public enum CertificateSource: Sendable, Equatable {
  /// PEM files, read again when they change. Without a second one the key is in the first.
  case files(certificate: String, key: String?)
  /// The certificate, and its key, as PEM texts.
  case fixed(String, key: Secret)
}

/// The certificate that this machine shows to a server, with those that lead to its authority, and its key.
struct ClientCertificate: Sendable, Equatable {
  /// Certificates as PEM, this machine's first.
  let certificates: String
  /// The key as PEM.
  let key: Secret

  /// Why a certificate or key is of no use: the end of a sentence.
  typealias Fault = SmallFile.Fault

  /// Reads both out of PEM texts.
  init(pem certificate: String, key: String) throws(Fault) {
    let certificates = PEMBlock.blocks(of: certificate).filter(\.isCertificate)
    if certificates.isEmpty { throw Fault("it holds no certificate in PEM") }
    if !certificates.allSatisfy(\.isWhole) { throw Fault("its certificate is damaged") }
    guard let block = PEMBlock.blocks(of: key).first(where: \.isKey) else { throw Fault("it holds no key in PEM") }
    if block.isEncrypted { throw Fault("the key is encrypted with a passphrase, which meshtop does not ask for") }
    if !block.isWhole { throw Fault("its key is damaged") }
    self.certificates = certificates.map(\.text).joined()
    self.key = Secret(whole: block.text)
  }

  /// Reads both out of files.
  init(file certificate: String, key: String?) throws(SourceError) {
    func text(_ path: String) throws(SourceError) -> String {
      do {
        return String(decoding: try SmallFile.read(path, longest: 1 << 20), as: UTF8.self)
      } catch {
        throw Self.failure(path, error.reason)
      }
    }
    let first = try text(certificate)
    let second = try key.map(text) ?? first
    do throws(Fault) {
      try self.init(pem: first, key: second)
    } catch {
      throw Self.failure(error.reason.contains("key") ? key ?? certificate : certificate, error.reason)
    }
  }

  private static func failure(_ path: String, _ reason: String) -> SourceError {
    SourceError(
      .file, problem: "The client certificate or key in \(path) cannot be used: \(reason).",
      remedy: "Give PEM files with --client-cert and --client-key, the key without a passphrase.")
  }
}
