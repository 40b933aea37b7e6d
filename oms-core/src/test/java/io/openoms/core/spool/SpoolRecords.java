package io.openoms.core.spool;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records as the tests of the spool write them. */
final class SpoolRecords {

  static final Instant NOW = Instant.ofEpochSecond(9);

  private SpoolRecords() {}

  static SpoolRecord record(String id, boolean whole, int bytes) {
    return new SpoolRecord(
        List.of(
            new ChangeEvent.Begun(id),
            changes(1, bytes),
            new ChangeEvent.Committed(id, Instant.ofEpochSecond(5, 7))),
        3,
        1,
        3 * bytes,
        whole ? Optional.of(new Position("at " + id)) : Optional.empty(),
        NOW);
  }

  static ChangeEvent.Changes changes(long version, int bytes) {
    return changes(new ObjectName("d", "t"), version, bytes);
  }

  static ChangeEvent.Changes changes(ObjectName table, long version, int bytes) {
    RowImage.Builder row = new RowImage.Builder(4);
    row.add(new byte[bytes]);
    row.addNull();
    row.add("é".getBytes(StandardCharsets.UTF_8));
    row.addAbsent();
    RowImage image = row.build();
    return new ChangeEvent.Changes(
        table,
        version,
        List.of(
            new RowChange(null, image), new RowChange(image, null), new RowChange(image, image)));
  }
}
