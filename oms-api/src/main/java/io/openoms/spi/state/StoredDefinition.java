package io.openoms.spi.state;

import io.openoms.ObjectName;
import io.openoms.spi.data.Position;

/**
 * A table's definition in the schema history.
 *
 * @param source the table's name at the source
 * @param validFrom where the log stood when the definition was read, or changed to it
 * @param statement the statement that makes it, as {@link io.openoms.spi.Catalog#statement} told it
 */
public record StoredDefinition(ObjectName source, Position validFrom, String statement) {}
