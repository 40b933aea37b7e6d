package io.openoms.dialect.mysql.parse;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import java.util.List;

/**
 * What a statement adds to a table that is there, written as in CREATE TABLE. Immutable.
 *
 * @param columns columns, with what they have of the table
 * @param indexes keys and indexes, named as the server names them among those of the table
 * @param foreignKeys foreign keys
 * @param checks CHECK constraints
 * @param features what the model does not hold
 */
public record AddedElements(
    List<ColumnDefinition> columns,
    List<IndexDefinition> indexes,
    List<ForeignKeyDefinition> foreignKeys,
    List<CheckDefinition> checks,
    List<String> features) {

  /**
   * Reads elements, separated by commas, to the end.
   *
   * @throws DdlSyntaxException when they are not understood
   */
  public static AddedElements read(TokenReader reader, TableDefinition table) {
    TableParts parts = CreateTableParser.elements(reader, table);
    return new AddedElements(
        parts.columns.stream()
            .map(
                column ->
                    CreateTableParser.finished(
                        column, false, table.characterSet(), table.collation()))
            .toList(),
        List.copyOf(parts.indexes.subList(table.indexes().size(), parts.indexes.size())),
        List.copyOf(parts.foreignKeys),
        List.copyOf(parts.checks),
        List.copyOf(parts.features));
  }
}
