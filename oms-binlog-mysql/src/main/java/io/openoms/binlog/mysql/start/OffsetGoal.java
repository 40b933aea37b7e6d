package io.openoms.binlog.mysql.start;

import io.openoms.binlog.mysql.position.LogPosition;
import java.time.Instant;
import java.util.Optional;

/** An offset in a file, which must be between two transactions. */
public final class OffsetGoal implements Goal {

  private final String file;
  private final long offset;
  private long before;

  /** That place. */
  public OffsetGoal(String file, long offset) {
    this.file = file;
    this.offset = offset;
  }

  @Override
  public Optional<LogPosition> look(LogPosition place, Optional<Instant> committed) {
    if (!place.file().equals(file)) {
      throw StartInvalid.because(
          "the file " + file + " has no place " + offset + ": the last one in it is " + before);
    }
    if (place.offset() > offset) {
      throw StartInvalid.because(
          "the place "
              + offset
              + " in "
              + file
              + " is within an event or a transaction: the places around it are "
              + before
              + " and "
              + place.offset());
    }
    before = place.offset();
    return place.offset() == offset ? Optional.of(place) : Optional.empty();
  }

  @Override
  public LogPosition atEnd(LogPosition end) {
    throw StartInvalid.because(
        "the file " + file + " has no place " + offset + ": the log ends at " + end.offset());
  }
}
