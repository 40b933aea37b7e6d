package io.openoms.spi.remote;

import java.io.Serializable;
import java.util.List;

/**
 * What is to be copied in other processes. Immutable; it holds names alone, no secrets.
 *
 * @param project the project's name
 * @param epoch the epoch by which its engine owns the state
 * @param workers how many workers may be at work: they have the numbers from 0 to {@code workers -
 *     1}, and the engine has made a writer for each
 * @param follows whether changes are applied after the copy
 * @param tables the tables, ready to be copied
 */
public record CopyOrder(
    String project, long epoch, int workers, boolean follows, List<OrderedTable> tables)
    implements Serializable {

  public CopyOrder {
    tables = List.copyOf(tables);
  }
}
