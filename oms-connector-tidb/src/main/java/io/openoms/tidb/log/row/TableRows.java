package io.openoms.tidb.log.row;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.tidb.error.ChangefeedError;
import io.openoms.tidb.log.message.CarriedRow;
import io.openoms.tidb.log.message.CarriedValue;
import io.openoms.tidb.log.message.ChangeProtocol;
import io.openoms.tidb.log.message.LogMessage;
import io.openoms.tidb.log.message.ValueConversion;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes of one table, by one of its definitions. One thread.
 *
 * <p>A row before may lack columns: those that did not change, or of a deleted row all but the key.
 * The first are taken from the row after, so a change is told whole wherever the message is.
 */
public final class TableRows {

  private final CapturedTable captured;
  private final List<ColumnDefinition> key;
  private final Map<String, ColumnDefinition> defined = new HashMap<>();
  private final Map<String, ValueConversion> conversions = new HashMap<>();

  /**
   * For one definition.
   *
   * @param zone the time zone in which the changefeed writes instants
   * @throws MigrationException when the table has no key, or a column of a type that is never
   *     carried
   */
  public TableRows(CapturedTable captured, ChangeProtocol protocol, ZoneId zone) {
    this.captured = captured;
    this.key = captured.definition().copyKey();
    if (key.isEmpty()) {
      throw unfit("the table has no key, so its changes cannot be told apart");
    }
    captured.definition().columns().forEach(column -> defined.put(column.name(), column));
    captured.columns().forEach(column -> convert(column, protocol, zone));
    key.forEach(column -> convert(column, protocol, zone));
  }

  private void convert(ColumnDefinition column, ChangeProtocol protocol, ZoneId zone) {
    try {
      conversions.put(column.name(), protocol.conversion(column, zone));
    } catch (MigrationException e) {
      throw e.in(ErrorContext.of(name()));
    }
  }

  /** The definition. */
  public CapturedTable captured() {
    return captured;
  }

  /** The table's name. */
  public ObjectName name() {
    return captured.definition().name();
  }

  /**
   * The changes that a message tells: one, or two where a key changes, the old row's removal and
   * the new row.
   *
   * @throws MigrationException when the row does not fit the definition, or a value cannot be told
   *     exactly
   */
  public List<KeyedChange> changes(LogMessage.Row row) {
    CarriedRow before = row.before();
    CarriedRow after = row.after();
    requireDefined(before);
    requireDefined(after);
    if (after == null) {
      return List.of(deleted(required(before), null));
    }
    RowImage newKey = key(after, null);
    if (before == null) {
      return List.of(new KeyedChange(newKey, new RowChange(null, image(after, null, true))));
    }
    RowImage oldKey = key(before, after);
    RowImage now = image(after, null, true);
    if (oldKey.equals(newKey)) {
      return List.of(new KeyedChange(newKey, new RowChange(image(before, after, true), now)));
    }
    return List.of(deleted(before, after), new KeyedChange(newKey, new RowChange(null, now)));
  }

  private KeyedChange deleted(CarriedRow before, @Nullable CarriedRow after) {
    RowImage key = key(before, after);
    return new KeyedChange(key, new RowChange(image(before, after, false), null));
  }

  private static CarriedRow required(@Nullable CarriedRow row) {
    if (row == null) {
      throw new IllegalStateException("a message has a row before or after");
    }
    return row;
  }

  private void requireDefined(@Nullable CarriedRow row) {
    if (row != null) {
      row.columns().keySet().stream()
          .filter(name -> !defined.containsKey(name))
          .findFirst()
          .ifPresent(
              name -> {
                throw unfit("a change carries the column " + name + ", which is not defined");
              });
    }
  }

  private RowImage key(CarriedRow row, @Nullable CarriedRow otherwise) {
    return image(key, row, otherwise, true);
  }

  private RowImage image(CarriedRow row, @Nullable CarriedRow otherwise, boolean whole) {
    return image(captured.columns(), row, otherwise, whole);
  }

  private RowImage image(
      List<ColumnDefinition> columns,
      CarriedRow row,
      @Nullable CarriedRow otherwise,
      boolean whole) {
    RowImage.Builder image = new RowImage.Builder(columns.size());
    for (ColumnDefinition column : columns) {
      CarriedValue value = row.columns().get(column.name());
      if (value == null && otherwise != null) {
        value = otherwise.columns().get(column.name());
      }
      if (value == null && whole) {
        throw unfit("a change lacks the column " + column.name());
      }
      add(column, value, image);
    }
    return image.build();
  }

  private void add(ColumnDefinition column, @Nullable CarriedValue value, RowImage.Builder image) {
    if (value == null) {
      image.addAbsent();
    } else if (!value.isNull()) {
      image.add(converted(column, value));
    } else if (column.nullable()) {
      image.addNull();
    } else {
      throw unfit("a change carries NULL for the column " + column.name() + ", which takes none");
    }
  }

  private byte[] converted(ColumnDefinition column, CarriedValue value) {
    ValueConversion conversion = conversions.get(column.name());
    if (conversion == null) {
      throw new IllegalStateException("no conversion of " + column.name());
    }
    try {
      return conversion.of(value);
    } catch (MigrationException e) {
      throw new MigrationException(
          e.code(),
          ErrorContext.of(name()),
          "the column " + column.name() + ": " + e.description(),
          e);
    }
  }

  private MigrationException unfit(String description) {
    return new MigrationException(
        ChangefeedError.CHANGE_UNFIT, ErrorContext.of(name()), description);
  }
}
