package io.openoms.spi.data;

import io.openoms.ObjectName;
import java.util.List;

/**
 * A view as a server describes it. Immutable.
 *
 * @param name its name
 * @param columns its columns' names, in order
 * @param query its query in the source's language, names qualified
 * @param checkOption {@code NONE}, {@code LOCAL} or {@code CASCADED}
 */
public record ViewDefinition(
    ObjectName name, List<String> columns, String query, String checkOption) {

  public ViewDefinition {
    columns = List.copyOf(columns);
  }
}
