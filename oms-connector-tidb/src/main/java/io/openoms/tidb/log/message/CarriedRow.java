package io.openoms.tidb.log.message;

import java.util.Map;

/**
 * The columns of a row that a message carries, by their names. Immutable; not copied, since there
 * are many: whoever makes it hands the map over.
 *
 * @param columns the values by the columns' names
 */
public record CarriedRow(Map<String, CarriedValue> columns) {

  /** Sizes only: values may be secret. */
  @Override
  public String toString() {
    return "row of " + columns.size() + " columns";
  }
}
