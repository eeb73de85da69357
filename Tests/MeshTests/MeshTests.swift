import Testing

@Suite("Mesh") struct MeshTests {
}
