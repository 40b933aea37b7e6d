package io.openoms.tck.contract;

import io.openoms.ObjectName;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a contract's tables, as endpoints hold them. Stateless. */
final class Rows {

  /** So few that several batches come. */
  private static final BatchLimits LIMITS = new BatchLimits(7, 1 << 16);

  private Rows() {}

  /**
   * A row.
   *
   * @param v null when it is NULL
   */
  record Row(int id, @Nullable String v) {

    static Row of(int id) {
      return new Row(id, "v" + id);
    }
  }

  static TableDefinition definition(EndpointSession session, ObjectName table) {
    return session.catalog().orElseThrow().table(table).orElseThrow();
  }

  static TableRead read(EndpointSession session, ObjectName table) {
    TableDefinition definition = definition(session, table);
    return new TableRead(
        definition, definition.storedColumns(), definition.copyKey(), Optional.empty());
  }

  static RowBatches memory() {
    return new RowBatches(LIMITS);
  }

  /** All rows of a stream, which is closed. */
  static List<Row> all(RowReader reader) {
    List<Row> rows = new ArrayList<>();
    try (reader) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          rows.add(row(RowImage.of(batch, row, new int[] {0, 1})));
        }
      }
    }
    return rows;
  }

  static Row row(@Nullable RowImage image) {
    return new Row(key(image), text(Objects.requireNonNull(image), 1));
  }

  /** A row's number; of a row that goes, the log need not tell more. */
  static int key(@Nullable RowImage image) {
    return Integer.parseInt(Objects.requireNonNull(text(Objects.requireNonNull(image), 0)));
  }

  private static @Nullable String text(RowImage image, int column) {
    return image.isNull(column)
        ? null
        : new String(
            image.data(), image.offset(column), image.length(column), StandardCharsets.UTF_8);
  }

  /** Rows in the given columns: the key, the text, or both. */
  static RowBatch batch(List<ColumnDefinition> columns, List<Row> rows) {
    RowBatch.Builder batch =
        new RowBatches(new BatchLimits(Math.max(1, rows.size()), 1 << 20)).begin(columns);
    for (Row row : rows) {
      for (ColumnDefinition column : columns) {
        if (column.name().equalsIgnoreCase("id")) {
          batch.add(bytes(Integer.toString(row.id())));
        } else if (row.v() == null) {
          batch.addNull();
        } else {
          batch.add(bytes(row.v()));
        }
      }
    }
    return batch.build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
