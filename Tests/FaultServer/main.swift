import FaultSupport
import Foundation

// A server that has the fault that is wanted, before a real Prometheus: `faultserver UPSTREAM-PORT TOKEN-FILE`. It
// prints its port, then a line for each fault: its name, and `right` or `stale` with what the reason must say. Each line
// on standard input is a fault to have from then on, or `none`; what was done is answered by `ok`.

/// Prints a line at once, although a program reads it.
func say(_ line: String) {
  print(line)
  fflush(nil)
}

let arguments = CommandLine.arguments
guard arguments.count == 3, let upstreamPort = Int(arguments[1]) else {
  say("usage: faultserver UPSTREAM-PORT TOKEN-FILE")
  exit(64)
}
let upstream = Upstream(port: upstreamPort)
let server = try FaultServer(tokenFile: arguments[2]) { upstream.answer($0) }
say("\(server.port)")
for fault in Fault.allCases {
  switch fault.expectation {
  case .right: say("\(fault.rawValue)\tright")
  case .stale(let reason): say("\(fault.rawValue)\tstale\t\(reason)")
  }
}
say("ready")
while let line = readLine() {
  if line == "none" {
    try server.play(nil)
    say("ok")
  } else if let fault = Fault(rawValue: line) {
    try server.play(fault)
    say("ok")
  } else {
    say("no such fault")
  }
}
