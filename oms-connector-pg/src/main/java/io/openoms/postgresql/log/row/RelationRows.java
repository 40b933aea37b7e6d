package io.openoms.postgresql.log.row;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.message.LogMessage.Relation;
import io.openoms.postgresql.log.message.LogMessage.Row;
import io.openoms.postgresql.log.message.Tuple;
import io.openoms.postgresql.type.UnfitValueException;
import io.openoms.postgresql.type.ValueConversion;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes out of a relation's rows, by one definition of its table. A large value that did
 * not change is taken from the old row, if that holds it, and is absent otherwise. One thread.
 */
final class RelationRows {

  private final CapturedTable captured;
  private final List<ColumnDefinition> columns;

  /** Where each column lies in a row of the log. */
  private final int[] places;

  private final boolean[] identifies;
  private final ValueConversion[] conversions;
  private final RowImage.Builder image;

  /** Rows of a relation that has all of those columns. */
  RelationRows(Relation relation, CapturedTable captured, ValueConversions values) {
    this.captured = captured;
    this.columns = captured.columns();
    int count = columns.size();
    this.places = new int[count];
    this.identifies = new boolean[count];
    this.conversions = new ValueConversion[count];
    this.image = new RowImage.Builder(count);
    List<String> names = relation.columns().stream().map(column -> column.name()).toList();
    for (int i = 0; i < count; i++) {
      places[i] = names.indexOf(columns.get(i).name());
      identifies[i] = relation.columns().get(places[i]).identifies();
      conversions[i] = values.of(columns.get(i));
    }
  }

  ObjectName table() {
    return captured.definition().name();
  }

  long version() {
    return captured.version();
  }

  RowChange change(Row row) {
    Tuple before = row.before();
    Tuple after = row.after();
    if (after == null) {
      return new RowChange(old(required(before), row.isWhole()), null);
    }
    if (before == null && row.isInsert()) {
      return new RowChange(null, image(after, null, true));
    }
    RowImage old = before == null ? old(after, false) : old(before, row.isWhole());
    return new RowChange(old, image(after, before, row.isWhole()));
  }

  private static Tuple required(@Nullable Tuple tuple) {
    if (tuple == null) {
      throw new IllegalStateException("a delete has an old row");
    }
    return tuple;
  }

  /** The old row: whole, or its identity alone. */
  private RowImage old(Tuple tuple, boolean isWhole) {
    for (int i = 0; i < places.length; i++) {
      if (isWhole || identifies[i]) {
        if (tuple.isUnsent(places[i])) {
          throw incomplete(i);
        }
        add(tuple, i);
      } else {
        image.addAbsent();
      }
    }
    return image.build();
  }

  private RowImage image(Tuple after, @Nullable Tuple before, boolean isWhole) {
    for (int i = 0; i < places.length; i++) {
      if (!after.isUnsent(places[i])) {
        add(after, i);
      } else if (before != null && (isWhole || identifies[i]) && !before.isUnsent(places[i])) {
        add(before, i);
      } else if (before == null && isWhole) {
        throw incomplete(i);
      } else {
        image.addAbsent();
      }
    }
    return image.build();
  }

  private void add(Tuple tuple, int column) {
    int place = places[column];
    if (tuple.isNull(place)) {
      image.addNull();
    } else if (conversions[column] == ValueConversion.SAME) {
      image.add(tuple.data(), tuple.offset(place), tuple.length(place));
    } else if (conversions[column].isNull(tuple.data(), tuple.offset(place), tuple.length(place))) {
      image.addNull();
    } else {
      image.add(converted(tuple, column));
    }
  }

  private byte[] converted(Tuple tuple, int column) {
    int place = places[column];
    try {
      return conversions[column].of(tuple.data(), tuple.offset(place), tuple.length(place));
    } catch (UnfitValueException e) {
      throw e.in(columns.get(column), ErrorContext.of(table()));
    }
  }

  private MigrationException incomplete(int column) {
    return new MigrationException(
        LogError.LOG_MESSAGE_DAMAGED,
        ErrorContext.of(table()),
        "a change lacks the column " + columns.get(column).name() + ", which it must carry");
  }
}
