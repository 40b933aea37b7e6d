package io.openoms.spi;

import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import java.util.List;

/**
 * Which changes a reader emits. Immutable.
 *
 * @param start reading begins after this position
 * @param tables the tables; several definitions of one table have ascending versions, and a change
 *     is decoded by the last one that holds for its transaction
 * @param batchBytes how many bytes of rows one {@link ChangeEvent.Changes} may hold, roughly,
 *     however large the transaction is
 */
public record ChangeRequest(Position start, List<CapturedTable> tables, int batchBytes) {

  public ChangeRequest {
    tables = List.copyOf(tables);
  }
}
