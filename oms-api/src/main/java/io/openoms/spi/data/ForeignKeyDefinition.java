package io.openoms.spi.data;

import io.openoms.ObjectName;
import java.util.List;

/**
 * A foreign key. Immutable.
 *
 * @param name its name
 * @param columns its columns, in order
 * @param parent the table that it refers to
 * @param parentColumns the columns there, in the same order
 * @param onDelete what a deletion of the parent does, such as {@code SET NULL}; {@link #NO_ACTION}
 *     when it is refused
 * @param onUpdate what an update of the parent does, likewise
 */
public record ForeignKeyDefinition(
    String name,
    List<String> columns,
    ObjectName parent,
    List<String> parentColumns,
    String onDelete,
    String onUpdate) {

  /** The parent's change is refused. {@code RESTRICT} is the same and is never used here. */
  public static final String NO_ACTION = "NO ACTION";

  public ForeignKeyDefinition {
    onDelete = onDelete.equals("RESTRICT") ? NO_ACTION : onDelete;
    onUpdate = onUpdate.equals("RESTRICT") ? NO_ACTION : onUpdate;
    columns = List.copyOf(columns);
    parentColumns = List.copyOf(parentColumns);
  }
}
