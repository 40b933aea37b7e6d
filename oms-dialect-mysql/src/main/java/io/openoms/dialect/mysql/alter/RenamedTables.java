package io.openoms.dialect.mysql.alter;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.parse.TokenReader;
import io.openoms.spi.data.TableEffect;
import java.util.function.Predicate;

/** What RENAME TABLE, and the clause RENAME of ALTER TABLE, make of one table. One use. */
final class RenamedTables {

  private final TokenReader reader;
  private final String database;
  private final Predicate<ObjectName> isTable;

  /**
   * At the first name, or at the clause.
   *
   * @param database the session's database, for names without one
   * @param isTable whether a name is the table's
   */
  RenamedTables(TokenReader reader, String database, Predicate<ObjectName> isTable) {
    this.reader = reader;
    this.database = database;
    this.isTable = isTable;
  }

  /** Whether a clause of ALTER TABLE gives the table another name. */
  static boolean isRename(TokenReader clause) {
    return clause.isNext("rename")
        && !clause.isNext("rename", "column")
        && !clause.isNext("rename", "index")
        && !clause.isNext("rename", "key");
  }

  /** The effect of that clause on its table. */
  TableEffect clause(ObjectName table) {
    reader.expect("rename");
    if (!reader.acceptAny("to", "as")) {
      reader.acceptSymbol('=');
    }
    return effect(table, RenamePairs.name(reader, database));
  }

  /** The effect of RENAME TABLE, whose pairs of names take effect one after another. */
  TableEffect effect(ObjectName table) {
    RenamePairs pairs = RenamePairs.read(reader, database);
    ObjectName moved = pairs.after(table, isTable);
    ObjectName comes = pairs.before(table, isTable);
    if (isTable.test(comes)) {
      return effect(table, moved);
    }
    // One that does not go on under another name is not there: another statement has removed it.
    return isTable.test(moved)
        ? TableEffect.replaced(table, "another table takes its name")
        : TableEffect.replaced(table, moved, comes);
  }

  private TableEffect effect(ObjectName table, ObjectName name) {
    return isTable.test(name)
        ? TableEffect.none(table, "it has its name then")
        : TableEffect.renamed(table, name);
  }
}
