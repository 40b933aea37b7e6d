package io.openoms;

import java.time.Instant;

/**
 * Where a project that copies nothing begins to follow its source. It is used once: a project that
 * has begun goes on from where it stands. Each table must have the rows at the sink that its source
 * had there. Immutable.
 */
public sealed interface StartAt {

  /** The end of the source's log when the project begins. */
  record Now() implements StartAt {

    @Override
    public String toString() {
      return "now";
    }
  }

  /**
   * Behind all that was committed before a moment, by the source's clock: at the first transaction
   * that its log says to be committed then or later. A log with whole seconds is entered at the
   * beginning of that second.
   *
   * @param at the moment
   */
  record Time(Instant at) implements StartAt {

    @Override
    public String toString() {
      return at.toString();
    }
  }

  /**
   * A position in the source's log.
   *
   * @param text the position, in the source's own words
   */
  record Place(String text) implements StartAt {

    @Override
    public String toString() {
      return text;
    }
  }

  /** Whether it is the end of the log, which every source has. */
  default boolean isNow() {
    return this instanceof Now;
  }

  /** The end of the source's log when the project begins. */
  static StartAt now() {
    return new Now();
  }

  /** Behind all that was committed before a moment, by the source's clock. */
  static StartAt time(Instant moment) {
    return new Time(moment);
  }

  /**
   * A position in the source's log, in the source's own words: one that an error named, or what the
   * connector's documentation says. Of a binary log these are {@code file=binlog.000012
   * offset=4711} and {@code gtid=3e11fa47-…:1-23}.
   */
  static StartAt position(String text) {
    return new Place(text);
  }
}
