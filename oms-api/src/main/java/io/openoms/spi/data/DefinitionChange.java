package io.openoms.spi.data;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A change of a source's table that a target is to follow. Immutable.
 *
 * @param before what is moved of the table before the change
 * @param after what is moved of it after the change
 * @param origins for each column after the change that was there before, its name then
 * @param emptied the partitions whose rows the change removes, by their names before
 * @param at when it was made, by the source's clock
 */
public record DefinitionChange(
    TableDefinition before,
    TableDefinition after,
    Map<String, String> origins,
    List<String> emptied,
    Instant at) {

  public DefinitionChange {
    origins = Map.copyOf(origins);
    emptied = List.copyOf(emptied);
  }
}
