package io.openoms.spi;

import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import java.util.List;

/**
 * Which changes are wanted. Immutable.
 *
 * @param start the position behind which reading begins
 * @param tables the tables
 * @param batchBytes how many bytes of rows one {@link ChangeEvent.Changes} may hold, roughly,
 *     however large the transaction is
 */
public record ChangeRequest(Position start, List<CapturedTable> tables, int batchBytes) {

  public ChangeRequest {
    tables = List.copyOf(tables);
  }
}
