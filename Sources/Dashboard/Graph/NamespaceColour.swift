import Terminal

/// The colour tag of a namespace, the same from refresh to refresh and from mesh to mesh.
enum NamespaceColour {
  /// The style for a namespace's name.
  static func role(_ namespace: String) -> Role {
    // FNV-1a: the standard library's hashes differ from run to run.
    let hash = namespace.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return Role.namespaces[Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7fff_ffff) % Role.namespaces.count]
  }
}
