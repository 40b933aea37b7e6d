package io.openoms.postgresql.log.row;

import io.openoms.ObjectName;
import java.util.Optional;

/**
 * What the log's messages do not tell of relations and types: the catalog's answers. One thread.
 */
public interface LogCatalog {

  /** The catalog's number of a table; empty when there is no such table. Blocks. */
  Optional<Integer> number(ObjectName table);

  /**
   * The number of the table to which a relation belongs: of a partition its root, else its own.
   * Empty when the relation is gone. Blocks.
   */
  Optional<Integer> root(int relation);

  /** A type as {@code format_type} writes it, of a domain its base type. Blocks. */
  String type(int type, int modifier);
}
