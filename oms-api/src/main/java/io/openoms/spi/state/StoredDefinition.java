package io.openoms.spi.state;

import io.openoms.ObjectName;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.Position;
import java.util.Optional;

/**
 * A table's definition in the schema history. Immutable.
 *
 * @param source the table's name at the source
 * @param number its version: higher than that of each earlier definition of the table in this
 *     project, from 1; 0 in states of before versions were counted
 * @param validFrom where the log was when the definition was read, or changed to it
 * @param text the definition as {@link io.openoms.spi.Catalog#definitionText} gave it; empty once
 *     the table is no longer captured. The row then keeps the number, since changes with it may
 *     still be in the spool
 */
public record StoredDefinition(
    ObjectName source, long number, Position validFrom, Optional<DefinitionText> text) {

  /** The same number for a table that is no longer captured. */
  public StoredDefinition ended() {
    return new StoredDefinition(source, number, validFrom, Optional.empty());
  }
}
