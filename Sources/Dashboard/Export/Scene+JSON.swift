public import JSON
public import Layout
public import Mesh

extension SceneRequest {
  /// How graphs are laid out in a document: for a page, with a label on each edge.
  public static var documentOptions: LayoutOptions {
    LayoutOptions(labelWidth: EdgeLabel.width)
  }
}

extension Scene {
  /// Writes the layout dump of snapshot.md: boxes, the corners of lines, and the rectangles of groups, in cells; of what is
  /// searched for also that it is found.
  public func write(to json: inout JSONWriter, of view: MeshView, search: TextDocument.Search? = nil) {
    let found = search?.found(in: view)
    let foundEdges = Set(found?.edges ?? [])
    json.beginObject()
    json.key("width")
    json.value(drawing.width)
    json.key("height")
    json.value(drawing.height)
    json.key("nodes")
    json.beginArray()
    for (id, box) in zip(request.nodes, drawing.boxes) {
      json.beginObject()
      json.key("id")
      json.value(id.rawValue)
      write(box.rect, to: &json)
      if found?.contains(id) ?? false { writeFound(to: &json) }
      json.endObject()
    }
    json.endArray()
    json.key("edges")
    json.beginArray()
    for (id, route) in zip(request.edges, drawing.routes) {
      json.beginObject()
      json.key("source")
      json.value(id.source.rawValue)
      json.key("target")
      json.value(id.target.rawValue)
      json.key("points")
      json.beginArray()
      for point in route.points {
        json.beginArray()
        json.value(point.x)
        json.value(point.y)
        json.endArray()
      }
      json.endArray()
      if foundEdges.contains(id) { writeFound(to: &json) }
      json.endObject()
    }
    json.endArray()
    json.key("groups")
    json.beginArray()
    for group in drawing.groups {
      json.beginObject()
      json.key("path")
      json.beginArray()
      for name in group.path { json.value(name) }
      json.endArray()
      write(group.rect, to: &json)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func writeFound(to json: inout JSONWriter) {
    json.key("found")
    json.value(true)
  }

  private func write(_ rect: Rect, to json: inout JSONWriter) {
    for (name, value) in [("x", rect.x), ("y", rect.y), ("w", rect.width), ("h", rect.height)] {
      json.key(name)
      json.value(value)
    }
  }
}
