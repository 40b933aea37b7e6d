package io.openoms.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Spatial values of every kind, in the plane (spatial reference system 0). */
final class ShapesTable {

  static final String NAME = "shapes";

  private static final Map<String, List<String>> SHAPES =
      new TreeMap<>(
          Map.of(
              "point", List.of("POINT(1.5 -2)", "POINT(-0.0 1e300)", "POINT(5e-324 0.1)"),
              "linestring", List.of("LINESTRING(0 0,1 1,2.25 -3)", "LINESTRING(0 0,1e-7 1e7)"),
              "polygon",
                  List.of(
                      "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,2 4,4 4,4 2,2 2))",
                      "POLYGON((0 0,0 1,1 1,0 0))"),
              "multipoint", List.of("MULTIPOINT((0 0),(1 2),(0 0))", "MULTIPOINT((7 7))"),
              "multilinestring", List.of("MULTILINESTRING((0 0,1 1),(5 5,6 6,7 5))"),
              "multipolygon", List.of("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))"),
              "geometrycollection",
                  List.of(
                      "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,3 4),POLYGON((0 0,1 0,1 1,0"
                          + " 0)))",
                      "GEOMETRYCOLLECTION EMPTY")));

  private ShapesTable() {}

  /** The kinds, each with a column, and one of any kind. */
  private static List<String> columns() {
    List<String> columns = new ArrayList<>(SHAPES.keySet());
    columns.add("geometry");
    return columns;
  }

  /** What is compared: the well-known binary form, the text, and the reference system. */
  static String compared() {
    return "id, "
        + columns().stream()
            .map(c -> "HEX(ST_AsBinary(a_%1$s)), ST_SRID(a_%1$s)".formatted(c))
            .collect(Collectors.joining(", "));
  }

  static List<String> statements() {
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLE "
            + NAME
            + " (id INT PRIMARY KEY, "
            + columns().stream().map(c -> "a_" + c + " " + c).collect(Collectors.joining(", "))
            + ")");
    int id = 1;
    for (Map.Entry<String, List<String>> kind : SHAPES.entrySet()) {
      for (String shape : kind.getValue()) {
        statements.add(
            "INSERT INTO %1$s (id, a_%2$s, a_geometry) VALUES (%3$d, ST_GeomFromText('%4$s'), ST_GeomFromText('%4$s'))"
                .formatted(NAME, kind.getKey(), id++, shape));
      }
    }
    statements.add("INSERT INTO " + NAME + " (id) VALUES (" + id + ")");
    return statements;
  }
}
