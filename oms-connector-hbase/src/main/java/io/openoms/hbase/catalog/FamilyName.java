package io.openoms.hbase.catalog;

import io.openoms.ObjectName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.hbase.TableName;

/**
 * The name of a column family: {@code namespace.table$family}. A table's own name holds no dollar
 * sign, so the first one ends it. Immutable.
 *
 * @param table the table
 * @param family the family
 */
public record FamilyName(TableName table, String family) {

  static final char SEPARATOR = '$';

  /** The family that a name stands for; empty when it can be none. */
  public static Optional<FamilyName> of(ObjectName name) {
    int end = name.name().indexOf(SEPARATOR);
    if (end <= 0 || end == name.name().length() - 1) {
      return Optional.empty();
    }
    return table(new ObjectName(name.database(), name.name().substring(0, end)))
        .map(table -> new FamilyName(table, name.name().substring(end + 1)));
  }

  /** The table that a name stands for; empty when no table can have that name. */
  static Optional<TableName> table(ObjectName name) {
    try {
      return Optional.of(TableName.valueOf(name.database(), name.name()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // it holds what no name of the product holds
    }
  }

  /** Whether a family's name is a text, so that it can be part of a table's name. */
  static boolean isText(byte[] family) {
    String text = new String(family, StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), family);
  }

  /** The family's name as the server has it. */
  public byte[] bytes() {
    return family.getBytes(StandardCharsets.UTF_8);
  }

  /** The name of its table of cells. */
  public ObjectName object() {
    return new ObjectName(
        table.getNamespaceAsString(), table.getQualifierAsString() + SEPARATOR + family);
  }
}
