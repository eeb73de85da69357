import Glibc

/// What libFuzzer calls first: finds the target, which the variable `MESHTOP_FUZZ` names.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutableRawPointer?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
  if chosen == nil {
    print("Set MESHTOP_FUZZ to one of \(Target.allCases.map(\.rawValue).joined(separator: ", ")).")
    exit(64)
  }
  return 0
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  chosen?.test(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

private let chosen = getenv("MESHTOP_FUZZ").flatMap { Target(rawValue: String(cString: $0)) }
