package io.openoms.oceanbase.capture;

import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A digest of some of a row's values, for a table without a key. It need not tell two rows apart:
 * all rows that have a logged digest are read before and after a transaction, and what the one
 * state has more often than the other is what the transaction inserted or deleted. It must be the
 * same in a trigger and in a query, whatever the session is set to; so it is made of columns alone
 * whose texts are that. Immutable.
 *
 * @param parts the columns, at least one
 */
record LoggedDigest(List<KeyColumn> parts) implements LoggedKey {

  /**
   * Not those that can be large, nor floating-point numbers, JSON and the like: their texts may
   * differ between a value that is written and the same one that is read.
   */
  private static final Set<TypeKind> STEADY =
      EnumSet.of(
          TypeKind.TINYINT,
          TypeKind.SMALLINT,
          TypeKind.MEDIUMINT,
          TypeKind.INT,
          TypeKind.BIGINT,
          TypeKind.DECIMAL,
          TypeKind.CHAR,
          TypeKind.VARCHAR,
          TypeKind.VARBINARY,
          TypeKind.DATE,
          TypeKind.DATETIME,
          TypeKind.TIMESTAMP);

  LoggedDigest {
    parts = List.copyOf(parts);
  }

  /** Of a table; empty where no column can be a part of it. */
  static Optional<LoggedDigest> of(TableDefinition table) {
    List<KeyColumn> parts =
        table.storedColumns().stream()
            .filter(column -> STEADY.contains(column.type().kind()))
            .map(KeyColumn::new)
            .toList();
    return parts.isEmpty() ? Optional.empty() : Optional.of(new LoggedDigest(parts));
  }

  @Override
  public String expression(String row) {
    return parts.stream()
        .map(column -> "IFNULL(" + column.hex(row) + ", '-')")
        .collect(Collectors.joining(", ',', ", "MD5(CONVERT(CONCAT(", ") USING utf8mb4))"));
  }

  @Override
  public String condition(Collection<String> digests) {
    return digests.stream()
        .map(digest -> "'" + digest + "'")
        .collect(Collectors.joining(", ", "(" + expression("") + " IN (", "))"));
  }

  @Override
  public boolean isUnique() {
    return false;
  }
}
