import Foundation
import Glibc
import Logging
import Synchronization
import Testing

@testable import EventLog

@Suite("The log's file")
struct LogFileTests {
  private let folder = NSTemporaryDirectory() + "meshtop-log-\(UUID().uuidString)"

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  private func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  @Test("is added to, and only its owner may read it")
  func adds() throws {
    let path = "\(folder)/log"
    for line in ["one\n", "two\n"] {
      let file = try #require(LogFile(path) { _ in })
      file.add(line)
      file.flush()
    }
    #expect(text(path) == "one\ntwo\n")
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test("is not reached through a link, and is neither a pipe nor a folder")
  func refuses() throws {
    let other = "\(folder)/other"
    try Data("precious".utf8).write(to: URL(fileURLWithPath: other))
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: other)
    #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
    for name in ["link", "pipe", "."] { #expect(LogFile("\(folder)/\(name)") { _ in } == nil) }
    #expect(text(other) == "precious")
  }

  @Test("has whole lines from many threads, and none is lost")
  func threads() throws {
    let path = "\(folder)/log"
    let file = try #require(LogFile(path) { _ in })
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for number in 0..<500 { file.add("thread \(thread) line \(number)\n") }
    }
    file.flush()
    let lines = text(path).split(separator: "\n")
    #expect(lines.count == 4000)
    #expect(Set(lines).count == 4000)
  }

  @Test("says once that the disk is full, and is quiet from then on")
  func fullDisk() throws {
    let said = Mutex<[String]>([])
    let file = LogFile(descriptor: open("/dev/full", O_WRONLY | O_CLOEXEC)) { reason in
      said.withLock { $0.append(reason) }
    }
    for _ in 0..<3 {
      file.add("a line\n")
      file.flush()
    }
    #expect(said.withLock { $0 } == ["No space left on device"])
  }

  @Test("has what is grave enough for its level, from a logger")
  func levels() throws {
    let path = "\(folder)/log"
    let file = try #require(LogFile(path) { _ in })
    let logger = Logger(label: "test") { _ in FileLogHandler(file, level: .info) }
    logger.debug("nothing")
    logger.info("refresh", metadata: ["nodes": "3", "ms": "12"])
    file.flush()
    #expect(text(path).hasSuffix("Z info refresh ms=12 nodes=3\n"))
    #expect(text(path).split(separator: "\n").count == 1)
  }
}
