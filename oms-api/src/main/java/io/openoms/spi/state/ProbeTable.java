package io.openoms.spi.state;

import io.openoms.ObjectName;
import java.util.OptionalLong;

/**
 * A table of the bookkeeping with one row, by which a switchover tries the way from one server to
 * another. An ordinary table for the server and its log. Thread-safe; every call blocks on the
 * server, but {@link #name}, and may be repeated when its answer was lost.
 */
public interface ProbeTable {

  /** Its name, the same at each server that has the bookkeeping in a schema of that name. */
  ObjectName name();

  /** Makes it where it is missing. */
  void make();

  /** Gives the row that value; adds it where it is missing. */
  void put(long value);

  /** Removes the row. */
  void remove();

  /** The row's value; empty when there is no row. */
  OptionalLong value();

  /** Drops it, if it is there. */
  void drop();
}
