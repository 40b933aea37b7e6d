package io.openoms.hbase.catalog;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.error.HBaseError;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.DefinitionText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The stored form of a table of cells: a line for each part. Stateless. */
final class CellTableText {

  private static final String KIND = "hbase-family/1";
  private static final int PARTS = 5;

  private CellTableText() {}

  static DefinitionText of(CellTable table) {
    List<String> lines = new ArrayList<>();
    lines.add(KIND);
    lines.add(table.group());
    lines.add(table.timeToLive().stream().mapToObj(Long::toString).findFirst().orElse(""));
    lines.add(table.versions().stream().mapToObj(Integer::toString).findFirst().orElse(""));
    lines.add(Boolean.toString(table.largeValues()));
    lines.addAll(table.remains());
    return new DefinitionText(String.join("\n", lines));
  }

  static CellTable read(ObjectName name, DefinitionText text) {
    List<String> lines = List.of(text.text().split("\n", -1));
    try {
      if (!lines.get(0).equals(KIND) || lines.size() < PARTS) {
        throw new IllegalArgumentException("another kind");
      }
      return new CellTable(
          name,
          lines.get(1),
          lines.get(2).isEmpty()
              ? OptionalLong.empty()
              : OptionalLong.of(Long.parseLong(lines.get(2))),
          lines.get(3).isEmpty()
              ? OptionalInt.empty()
              : OptionalInt.of(Integer.parseInt(lines.get(3))),
          Boolean.parseBoolean(lines.get(4)),
          lines.subList(PARTS, lines.size()));
    } catch (IllegalArgumentException e) {
      throw new MigrationException(
          HBaseError.CELLS_STATE_UNKNOWN,
          ErrorContext.of(name),
          "the stored definition is not one of this version",
          e);
    }
  }
}
