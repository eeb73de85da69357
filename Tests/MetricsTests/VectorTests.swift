import Metrics
import Testing

@Suite struct VectorTests {
  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e15, -1e300])
  func `A number that is not finite, or beyond all that there is, is no row`(value: Double) {
    var vector = Vector(labels: [])
    vector.append([], value: value)
    #expect(vector.count == 0)
    var matrix = Matrix(labels: [])
    matrix.append([], samples: [Matrix.Sample(time: 1, value: value), Matrix.Sample(time: 2, value: 3)])
    #expect(matrix.series == [[Matrix.Sample(time: 2, value: 3)]])
  }

  @Test func `Cells are found by row and column`() {
    var strings = StringTable()
    let (a, b) = (strings.intern("a"), strings.intern("b"))
    var vector = Vector(labels: ["x", "y"])
    vector.append([a, .absent], value: 1)
    vector.append([b, a], value: 2)
    #expect(vector.column("y") == 1)
    #expect(vector.column("z") == nil)
    #expect(vector.cell(0, 1) == .absent)
    #expect(vector.cell(1, 0) == b)
    #expect(vector.values == [1, 2])
  }
}
