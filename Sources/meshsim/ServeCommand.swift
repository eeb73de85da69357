import ArgumentParser
import FlyingFox
import FlyingSocks
import FoundationEssentials
import Glibc
import Simulation

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the mesh's ztunnels, waypoints, gateways and istiod as scrape targets.",
    discussion: "Each target has a path of its own; / lists them.")

  @OptionGroup var mesh: MeshOptions
  @OptionGroup var address: AddressOptions

  func run() async throws {
    let exposition = Exposition(mesh.series)
    let targets = exposition.set.targets
    let numbers = Dictionary(uniqueKeysWithValues: zip(targets.map(\.path), targets.indices))
    let list = targets.map { "\($0.path)\n" }.joined()
    let socket: sockaddr_in
    do {
      socket = try .inet(ip4: address.host, port: address.port)
    } catch {
      throw ValidationError("\(address.host) is no IPv4 address; give one such as 127.0.0.1 or 0.0.0.0.")
    }
    let server = HTTPServer(address: socket, logger: .disabled)
    await server.appendRoute("GET,HEAD *") { request in
      guard let target = numbers[request.path] else {
        let isList = request.path == "/"
        return HTTPResponse(
          statusCode: isList ? .ok : .notFound, headers: [.contentType: "text/plain; charset=utf-8"],
          body: Data((isList ? list : "There is no such target; / lists them.\n").utf8))
      }
      let format = Exposition.Format(accepting: request.headers[HTTPHeader("Accept")])
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: format.contentType],
        body: Data(exposition.text(of: target, at: Date(), format: format)))
    }
    let place = "\(address.host):\(address.port)"
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        group.addTask {
          try await server.waitUntilListening()
          print("\(targets.count) targets at http://\(place)/")
          // Standard output may be a file, and whoever waits for the line reads it there.
          fflush(nil)
        }
        for try await _ in group {}
      }
    } catch SocketError.failed(_, _, let message) {
      throw ServeError(
        description: "Cannot serve at \(place): \(message). Choose another address with --host and --port.")
    }
  }
}

/// Why the mesh could not be served.
struct ServeError: Error, CustomStringConvertible {
  let description: String
}
