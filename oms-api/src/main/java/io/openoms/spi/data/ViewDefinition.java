package io.openoms.spi.data;

import io.openoms.ObjectName;
import io.openoms.spi.type.SqlText;
import java.util.List;

/**
 * A view as a server describes it. Immutable.
 *
 * @param name its name
 * @param columns its columns' names, in order
 * @param query its query, names qualified
 * @param checkOption {@code NONE}, {@code LOCAL} or {@code CASCADED}
 * @param invoker whether it reads with the rights of whoever asks, not of whoever made it
 * @param reads the tables and views that its query names
 */
public record ViewDefinition(
    ObjectName name,
    List<String> columns,
    SqlText query,
    String checkOption,
    boolean invoker,
    List<ObjectName> reads) {

  public ViewDefinition {
    columns = List.copyOf(columns);
    reads = List.copyOf(reads);
  }
}
