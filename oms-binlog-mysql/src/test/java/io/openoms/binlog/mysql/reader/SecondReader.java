package io.openoms.binlog.mysql.reader;

import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer.CompatibilityMode;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Reads recorded events by mysql-binlog-connector-java, in their order; the file's own first event
 * says whether they have checksums. One thread.
 */
final class SecondReader {

  private final EventDeserializer events = new EventDeserializer();

  SecondReader() {
    events.setCompatibilityMode(
        CompatibilityMode.DATE_AND_TIME_AS_LONG_MICRO,
        CompatibilityMode.INVALID_DATE_AND_TIME_AS_MIN_VALUE,
        CompatibilityMode.CHAR_AND_BINARY_AS_BYTE_ARRAY);
  }

  /**
   * A row image.
   *
   * @param present which columns of the log it has
   * @param values the values of these, in their order
   */
  record Image(BitSet present, List<Serializable> values) {

    /** Values may be null. */
    static Image of(BitSet present, Serializable[] values) {
      return new Image(present, Arrays.asList(values));
    }
  }

  /** A row's change; an image that it does not have is null. */
  record Row(Image before, Image after) {}

  /** The rows of an event; none of an event without rows. */
  List<Row> read(RecordedEvent event) throws IOException {
    List<Row> rows = new ArrayList<>();
    EventData data = events.nextEvent(new ByteArrayInputStream(event.bytes())).getData();
    if (data instanceof WriteRowsEventData written) {
      written
          .getRows()
          .forEach(row -> rows.add(new Row(null, Image.of(written.getIncludedColumns(), row))));
    } else if (data instanceof DeleteRowsEventData deleted) {
      deleted
          .getRows()
          .forEach(row -> rows.add(new Row(Image.of(deleted.getIncludedColumns(), row), null)));
    } else if (data instanceof UpdateRowsEventData updated) {
      updated
          .getRows()
          .forEach(
              row ->
                  rows.add(
                      new Row(
                          Image.of(updated.getIncludedColumnsBeforeUpdate(), row.getKey()),
                          Image.of(updated.getIncludedColumns(), row.getValue()))));
    }
    return rows;
  }
}
