package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.util.List;

/**
 * Converts definitions into what this server can hold, and creates objects. Thread-safe.
 * Conversions ask the server's own lists of character sets, collations and features; they change
 * nothing.
 */
public interface SchemaTarget {

  /** The statement that creates a database. */
  SchemaStatement database(String name);

  /** Converts a table. What cannot be held is a fault of the conversion, not an exception. */
  Conversion convert(TableDefinition table, ObjectName target);

  /** Converts a view. */
  Conversion convert(ViewDefinition view, ObjectName target);

  /**
   * Compares a table that is there with the conversion of its source.
   *
   * @return the differences that keep rows from arriving, as sentences; empty when it fits
   */
  List<String> differences(TableDefinition existing, TableDefinition source);

  /** Executes one statement. Blocks as long as the server works on it. */
  void execute(SchemaStatement statement);
}
