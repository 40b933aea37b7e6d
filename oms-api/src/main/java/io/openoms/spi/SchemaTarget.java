package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.DefinitionChange;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.util.List;
import java.util.Optional;

/**
 * Converts definitions into what this server can hold, and creates objects. Thread-safe.
 * Conversions ask the server's own lists of character sets, collations and features; they change
 * nothing.
 */
public interface SchemaTarget {

  /**
   * The characters that no name of a database, table, column or index may hold here, as one text.
   * Never blocks.
   */
  default String refusedInNames() {
    return "";
  }

  /** The statement that creates a database. */
  SchemaStatement database(String name);

  /**
   * The statement that creates a database with a default collation, or what stands for it.
   *
   * @param collation the default at the source; empty where it is not known
   */
  default SchemaStatement database(String name, Optional<String> collation) {
    return database(name);
  }

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

  /**
   * Compares a table that is there with the rows that come to it. Where it only takes more than its
   * source has, it fits.
   *
   * @return what keeps rows from arriving as they are, as sentences; empty when it fits
   */
  default List<String> unfit(TableDefinition existing, TableDefinition source) {
    return differences(existing, source);
  }

  /**
   * The statement after which a table that is there gives no number that its source has given:
   * numbers of rows that are gone, too.
   *
   * @param source the table as its source describes it now
   * @param target its name here
   * @return empty when the source has no next number, or this target needs no statement
   */
  default Optional<SchemaStatement> nextNumber(TableDefinition source, ObjectName target) {
    return Optional.empty();
  }

  /**
   * Whether {@link #nextNumber} is of use also where the table shows a higher one: servers of a
   * cluster may hold numbers in reserve that were lower, and the statement has them drop these.
   */
  default boolean holdsNumbersInReserve() {
    return false;
  }

  /**
   * The statements after which a table that is there follows a change of its source. What the table
   * has of the change already needs none, so it can be asked again after each statement, and after
   * a crash at any of them. What cannot be followed exactly is a fault of the conversion. Blocks on
   * this server.
   *
   * @param existing the table as it is here now
   * @return empty when this target follows no changes of definitions
   */
  default Optional<Conversion> follow(
      TableDefinition existing,
      ObjectName target,
      DefinitionChange change,
      ConversionContext context) {
    return Optional.empty();
  }

  /**
   * The statement that removes all rows of a table; empty when this target has none.
   *
   * @param target its name here
   */
  default Optional<SchemaStatement> empty(ObjectName target) {
    return Optional.empty();
  }

  /** Whether {@link #drop} gives a statement for every table. Never blocks; default false. */
  default boolean dropsTables() {
    return false;
  }

  /**
   * The statement that drops a table, if it is there; empty when this target has none.
   *
   * @param target its name here
   */
  default Optional<SchemaStatement> drop(ObjectName target) {
    return Optional.empty();
  }

  /**
   * The statement that drops a view, if it is there; empty when this target has none.
   *
   * @param target its name here
   */
  default Optional<SchemaStatement> dropView(ObjectName target) {
    return Optional.empty();
  }

  /**
   * Why a caller's own statement may not be executed in place of a change of a table, as a part of
   * a sentence; empty when it changes that table and nothing else. Never blocks.
   *
   * @param target the table's name here
   */
  default Optional<String> foreign(String sql, ObjectName target) {
    return Optional.of("this sink takes no statements for a table");
  }

  /** Executes one statement. Blocks as long as the server works on it. */
  void execute(SchemaStatement statement);
}
