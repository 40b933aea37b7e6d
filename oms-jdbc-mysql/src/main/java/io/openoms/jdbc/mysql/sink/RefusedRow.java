package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the row, and its column, for which a server refused a statement of many rows: servers name
 * neither. It tries parts of the statement in the same transaction, which must be rolled back. One
 * thread.
 */
final class RefusedRow {

  private static final Set<JdbcError> REFUSALS =
      Set.of(
          JdbcError.VALUE_REFUSED,
          JdbcError.DUPLICATE_ROW,
          JdbcError.PACKET_TOO_LARGE,
          JdbcError.STATEMENT_FAILED);

  private final RowInserts inserts;
  private final ObjectName table;
  private final RowBatch batch;

  RefusedRow(RowInserts inserts, ObjectName table, RowBatch batch) {
    this.inserts = inserts;
    this.table = table;
    this.batch = batch;
  }

  /** The refusal of one of the rows from {@code first} to {@code end}, or the failure as it was. */
  MigrationException find(MigrationException failure, int first, int end) {
    if (failure instanceof RowRefusedException || !REFUSALS.contains(failure.code())) {
      return failure;
    }
    int from = first;
    int to = end;
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      if (refusal(from, middle).isPresent()) {
        to = middle;
      } else {
        from = middle;
      }
    }
    int row = from;
    return refusal(row, row + 1).map(cause -> name(row, cause)).orElse(failure);
  }

  private Optional<MigrationException> refusal(int from, int to) {
    try {
      int row = from;
      while (row < to) {
        row = inserts.insertSome(table, batch, row, to);
      }
      return Optional.empty();
    } catch (MigrationException e) {
      return Optional.of(e);
    }
  }

  private MigrationException name(int row, MigrationException cause) {
    if (cause instanceof RowRefusedException || !REFUSALS.contains(cause.code())) {
      return cause;
    }
    boolean present = cause.code() == JdbcError.DUPLICATE_ROW;
    String where =
        present
            ? ""
            : IntStream.range(0, batch.columns().size())
                .filter(column -> isGuilty(row, column))
                .mapToObj(column -> describe(row, column))
                .findFirst()
                .orElse("");
    return new RowRefusedException(cause.code(), row, present, where + cause.description(), cause);
  }

  private String describe(int row, int column) {
    ColumnDefinition definition = batch.columns().get(column);
    return "column " + definition.name() + referenceSystem(definition, row, column) + ": ";
  }

  /** Servers do not say what is wrong with a shape; mostly it is a system that they lack. */
  private String referenceSystem(ColumnDefinition definition, int row, int column) {
    if (!definition.type().kind().isSpatial() || batch.length(row, column) < Integer.BYTES) {
      return "";
    }
    ByteBuffer value = ByteBuffer.wrap(batch.data()).order(ByteOrder.LITTLE_ENDIAN);
    return " of spatial reference system "
        + Integer.toUnsignedString(value.getInt(batch.offset(row, column)));
  }

  /** Whether the server takes the row with a harmless value in that column. */
  private boolean isGuilty(int row, int column) {
    Optional<String> harmless = harmless(batch.columns().get(column));
    if (batch.isNull(row, column) || harmless.isEmpty()) {
      return false;
    }
    try {
      inserts.insertOne(table, batch, row, Map.of(column, harmless.get()));
      return true;
    } catch (SQLException | MigrationException e) {
      return false;
    }
  }

  private static Optional<String> harmless(ColumnDefinition column) {
    if (column.nullable()) {
      return Optional.of("NULL");
    }
    return switch (column.type().kind()) {
      case ENUM, YEAR -> Optional.of("1");
      case DATE, DATETIME, TIMESTAMP -> Optional.of("'2000-01-01'");
      case TIME -> Optional.of("'00:00:00'");
      case JSON -> Optional.of("'null'");
      case GEOMETRY, POINT -> Optional.of("ST_GeomFromText('POINT(0 0)')");
      case OTHER -> Optional.empty();
      default ->
          switch (column.type().kind().form()) {
            case NUMBER, FLOATING -> Optional.of("0");
            case TEMPORAL, TEXT, BYTES -> Optional.of("''");
          };
    };
  }
}
