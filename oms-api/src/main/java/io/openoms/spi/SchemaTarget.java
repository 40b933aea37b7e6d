package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
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

  /**
   * Converts a table. What cannot be held is a fault of the conversion, not an exception. Blocks on
   * both servers: this one is asked what it takes, the source for rows that would be equal here.
   */
  Conversion convert(TableDefinition table, ObjectName target, ConversionContext context);

  /** Converts a view. Blocks on this server. */
  Conversion convert(ViewDefinition view, ObjectName target, ConversionContext context);

  /**
   * Compares a table that is there with the conversion of its source.
   *
   * @return the differences that keep rows from arriving, as sentences; empty when it fits
   */
  List<String> differences(TableDefinition existing, TableDefinition source);

  /** Executes one statement. Blocks as long as the server works on it. */
  void execute(SchemaStatement statement);
}
