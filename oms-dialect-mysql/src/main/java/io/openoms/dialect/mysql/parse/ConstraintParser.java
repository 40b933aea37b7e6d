package io.openoms.dialect.mysql.parse;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.parse.TableParts.Constraint;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads CHECKs and foreign keys. */
final class ConstraintParser {

  private final TokenReader reader;
  private final TableParts parts;

  ConstraintParser(TokenReader reader, TableParts parts) {
    this.reader = reader;
    this.parts = parts;
  }

  void check(Constraint constraint) {
    reader.expect("check");
    SqlText condition = MySqlFamilyDialect.sql(reader.group());
    boolean enforced = !reader.accept("not", "enforced");
    if (enforced) {
      reader.accept("enforced");
    }
    parts.checks.add(new CheckDefinition(constraint.name(), condition, enforced));
  }

  void foreignKey(Constraint constraint) {
    reader.expect("foreign", "key");
    String name = constraint.name();
    if (!reader.peek().isSymbol('(')) {
      String given = reader.name();
      name = name.isEmpty() ? given : name;
    }
    references(new Constraint(name), names());
  }

  void references(Constraint constraint, List<String> columns) {
    reader.expect("references");
    ObjectName parent = tableName(reader, parts.database);
    List<String> parentColumns = reader.peek().isSymbol('(') ? names() : List.of();
    String onDelete = ForeignKeyDefinition.NO_ACTION;
    String onUpdate = ForeignKeyDefinition.NO_ACTION;
    while (true) {
      if (reader.accept("on", "delete")) {
        onDelete = action();
      } else if (reader.accept("on", "update")) {
        onUpdate = action();
      } else if (reader.accept("match")) {
        reader.name();
      } else {
        break;
      }
    }
    parts.foreignKeys.add(
        new ForeignKeyDefinition(
            constraint.name(), columns, parent, parentColumns, onDelete, onUpdate));
  }

  private String action() {
    String first = reader.name().toUpperCase(Locale.ROOT);
    boolean two = first.equals("SET") || first.equals("NO");
    return two ? first + " " + reader.name().toUpperCase(Locale.ROOT) : first;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    reader.expectSymbol('(');
    do {
      names.add(reader.name());
    } while (reader.acceptSymbol(','));
    reader.expectSymbol(')');
    return names;
  }

  static ObjectName tableName(TokenReader reader, String database) {
    String first = reader.name();
    return reader.acceptSymbol('.')
        ? new ObjectName(first, reader.name())
        : new ObjectName(database, first);
  }
}
