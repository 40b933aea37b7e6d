package io.openoms.dialect.mysql.alter;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.alter.Edit.Stage;
import io.openoms.dialect.mysql.parse.AddedElements;
import io.openoms.dialect.mysql.parse.DdlSyntaxException;
import io.openoms.dialect.mysql.parse.TokenReader;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What one statement makes of one table: of ALTER TABLE each clause, CREATE and DROP INDEX,
 * TRUNCATE, DROP TABLE and DATABASE, RENAME. Behind every other statement that names the table,
 * another one may have its name. One use, one thread.
 */
public final class DefinitionStatement {

  private final TokenReader reader;
  private final String database;
  private final Predicate<ObjectName> isTable;
  private final TableDefinition before;
  private final List<Edit> edits = new ArrayList<>();

  private DefinitionStatement(
      String sql, String database, Predicate<ObjectName> isTable, TableDefinition before) {
    this.reader = new TokenReader(sql);
    this.database = database;
    this.isTable = isTable;
    this.before = before;
  }

  /**
   * The effect of a statement on a table that it may concern.
   *
   * @param database the session's database, for names without one
   * @param isTable whether a name is the table's, as its server compares names
   */
  public static TableEffect of(
      String sql, String database, TableDefinition before, Predicate<ObjectName> isTable) {
    try {
      return new DefinitionStatement(sql, database, isTable, before).read();
    } catch (RefusedChangeException e) {
      return TableEffect.refused(before.name(), e.getMessage());
    } catch (DdlSyntaxException | IllegalArgumentException e) {
      return TableEffect.refused(
          before.name(), "the statement is not understood: it " + e.getMessage());
    }
  }

  private TableEffect read() {
    if (reader.accept("truncate")) {
      reader.accept("table");
      return named()
          ? TableEffect.emptied(before.name())
          : TableEffect.none(before.name(), "another table is emptied");
    }
    if (reader.accept("alter")) {
      return alter();
    }
    if (reader.accept("create") && createIndex()) {
      return result();
    }
    if (reader.accept("drop")) {
      if (reader.acceptAny("table", "tables")) {
        return dropTables();
      }
      if (reader.acceptAny("database", "schema")) {
        return dropDatabase();
      }
      if (dropIndex()) {
        return result();
      }
    }
    if (reader.accept("rename", "table") || reader.accept("rename", "tables")) {
      return new RenamedTables(reader, database, isTable).effect(before.name());
    }
    return TableEffect.replaced(before.name(), "such a statement is not followed");
  }

  /** Whether the name that is next is the table's. */
  private boolean named() {
    String first = reader.name();
    ObjectName name =
        reader.acceptSymbol('.')
            ? new ObjectName(first, reader.name())
            : new ObjectName(database, first);
    return isTable.test(name);
  }

  private TableEffect alter() {
    while (reader.acceptAny("online", "offline")) {
      // They say how, not what.
    }
    if (reader.isNext("ignore")) {
      throw new RefusedChangeException("ALTER IGNORE removes rows");
    }
    reader.expect("table");
    reader.accept("if", "exists");
    if (!named()) {
      return TableEffect.replaced(before.name(), "another table is altered together with it");
    }
    if (reader.accept("wait")) {
      reader.next();
    } else {
      reader.accept("nowait");
    }
    List<TokenReader> clauses = AlterClauses.of(reader);
    if (clauses.stream().anyMatch(RenamedTables::isRename)) {
      return clauses.size() == 1
          ? new RenamedTables(clauses.get(0), database, isTable).clause(before.name())
          : TableEffect.replaced(before.name(), "it gets another name and definition at once");
    }
    refuseConversionBesides(clauses);
    for (TokenReader clause : clauses) {
      new AlterClause(clause, before, edits).read();
    }
    return result();
  }

  /** What a column gets that is changed and converted at once, servers decide in their own ways. */
  private static void refuseConversionBesides(List<TokenReader> clauses) {
    boolean converts = clauses.stream().anyMatch(clause -> clause.isNext("convert", "to"));
    boolean changes =
        clauses.stream().anyMatch(c -> c.isNext("add") || c.isNext("modify") || c.isNext("change"));
    if (converts && changes) {
      throw new RefusedChangeException("it converts and changes columns at once");
    }
  }

  private TableEffect result() {
    TableEdit edit = new TableEdit(before);
    edits.add(new Edit(Stage.OLD_COLUMNS, TableEdit::rename));
    edits.stream().sorted(Comparator.comparing(Edit::stage)).forEach(e -> e.what().accept(edit));
    TableDefinition after = edit.result();
    if (!after.equals(before)) {
      return TableEffect.altered(before.name(), after, edit.origins(), edit.emptied);
    }
    return edit.emptied.isEmpty()
        ? TableEffect.none(before.name(), "its definition stays as it is")
        : TableEffect.emptied(before.name(), edit.emptied);
  }

  /** CREATE INDEX, read as the element that CREATE TABLE would have. */
  private boolean createIndex() {
    int on = 0;
    while (on < reader.left() && !reader.peek(on).is("on")) {
      on++;
    }
    boolean index = false;
    for (int i = 0; i < on; i++) {
      index |= reader.peek(i).is("index");
    }
    if (!index) {
      return false;
    }
    TokenReader kind = reader.part(0, on);
    TokenReader rest = reader.part(on + 1, reader.left());
    new IndexStatement(kind, rest, database, isTable)
        .read(before)
        .ifPresent(added -> edits.add(new Edit(Stage.NEW_KEYS, edit -> edit.addOthers(added))));
    return true;
  }

  /** Several in one statement; a server may log some of those that were named. */
  private TableEffect dropTables() {
    reader.accept("if", "exists");
    boolean isMine = named();
    while (reader.acceptSymbol(',')) {
      isMine |= named();
    }
    return isMine
        ? TableEffect.dropped(before.name())
        : TableEffect.none(before.name(), "another table is dropped");
  }

  private TableEffect dropDatabase() {
    reader.accept("if", "exists");
    ObjectName same = new ObjectName(reader.name(), before.name().name());
    return isTable.test(same)
        ? TableEffect.dropped(before.name())
        : TableEffect.none(before.name(), "another database is dropped");
  }

  private boolean dropIndex() {
    if (!reader.accept("index")) {
      return false;
    }
    boolean lenient = reader.accept("if", "exists");
    String name = reader.name();
    reader.expect("on");
    if (!named()) {
      throw new RefusedChangeException("an index of another table is dropped");
    }
    IndexStatement.passOptions(reader);
    edits.add(
        new Edit(
            Stage.OLD_KEYS,
            edit -> {
              if (!lenient || edit.hasIndex(name)) {
                edit.dropIndex(name);
              }
            }));
    return true;
  }

  /** What a statement adds to a table; kept here so that clauses and statements share it. */
  static AddedElements elements(String sql, TableDefinition table) {
    return AddedElements.read(new TokenReader(sql), table);
  }
}
