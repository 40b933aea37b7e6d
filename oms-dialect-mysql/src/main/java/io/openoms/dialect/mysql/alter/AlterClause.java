package io.openoms.dialect.mysql.alter;

import io.openoms.dialect.mysql.alter.Edit.Stage;
import io.openoms.dialect.mysql.parse.DefaultText;
import io.openoms.dialect.mysql.parse.TableOptions;
import io.openoms.dialect.mysql.parse.TokenReader;
import io.openoms.dialect.mysql.sql.RowKeepingEngines;
import io.openoms.dialect.mysql.sql.Token;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one clause of ALTER TABLE into the changes that it makes. One use, one thread. */
final class AlterClause {

  private final TokenReader in;
  private final TableDefinition table;
  private final List<Edit> edits;

  /** Whether what is there already, or is not there, is passed over. */
  private boolean lenient;

  AlterClause(TokenReader in, TableDefinition table, List<Edit> edits) {
    this.in = in;
    this.table = table;
    this.edits = edits;
  }

  void read() {
    if (PartitionClause.isNext(in)) {
      new PartitionClause(in, edits).read();
    } else if (new ElementClause(in, table, edits).read()) {
      return;
    } else if (in.accept("drop")) {
      drop();
    } else if (in.accept("alter")) {
      alter();
    } else if (in.accept("rename")) {
      rename();
    } else if (in.accept("convert", "to")) {
      new CharacterSetClause(in, table, edits).read();
    } else if (in.isNext("order") || in.isNext("discard") || in.isNext("import")) {
      throw new RefusedChangeException("the clause is not followed");
    } else {
      options();
    }
  }

  private void edit(Stage stage, Consumer<TableEdit> what) {
    edits.add(new Edit(stage, what));
  }

  private void drop() {
    if (in.accept("primary", "key")) {
      edit(Stage.OLD_KEYS, edit -> edit.dropIndex("PRIMARY"));
    } else if (in.acceptAny("index", "key")) {
      String name = dropped();
      edit(
          Stage.OLD_KEYS,
          edit -> {
            if (!lenient || edit.hasIndex(name)) {
              edit.dropIndex(name);
            }
          });
    } else if (in.accept("foreign", "key") || in.acceptAny("constraint", "check")) {
      String name = dropped();
      refuseCondition();
      edit(Stage.OLD_KEYS, edit -> edit.dropConstraint(name));
    } else if (in.isNext("period") || in.isNext("system")) {
      throw new RefusedChangeException("it is about versions of rows");
    } else {
      in.accept("column");
      String name = dropped();
      in.acceptAny("restrict", "cascade");
      if (!lenient || table.column(name).isPresent()) {
        edit(Stage.OLD_COLUMNS, edit -> edit.drop(name));
      }
    }
    requireEnd();
  }

  private String dropped() {
    lenient = in.accept("if", "exists");
    return in.name();
  }

  private void refuseCondition() {
    if (lenient) {
      throw new RefusedChangeException("a constraint is dropped if it exists");
    }
  }

  private void alter() {
    if (in.acceptAny("index", "key")) {
      String name = in.name();
      boolean visible = in.accept("visible") || in.accept("not", "ignored");
      if (!visible && !in.acceptAny("invisible", "ignored")) {
        throw in.unexpected();
      }
      edit(Stage.OLD_KEYS, e -> e.changeIndex(name, index -> IndexEdits.visible(index, visible)));
    } else if (in.isNext("check") || in.isNext("constraint")) {
      throw new RefusedChangeException("a CHECK is switched on or off");
    } else {
      in.accept("column");
      refuseConditionAhead();
      alterColumn(in.name());
    }
    requireEnd();
  }

  private void refuseConditionAhead() {
    if (in.isNext("if", "exists")) {
      throw new RefusedChangeException("a column is altered if it exists");
    }
  }

  private void alterColumn(String name) {
    if (in.accept("set", "default")) {
      Token first = in.peek();
      int left = in.left();
      while (!in.atEnd()) {
        in.next();
      }
      String sql = left == 0 ? "" : in.since(first);
      Optional<DefaultValue> value = DefaultText.of(sql);
      edit(Stage.OLD_COLUMNS, e -> e.change(name, c -> ColumnEdits.withDefault(c, value)));
    } else if (in.accept("drop", "default")) {
      edit(
          Stage.OLD_COLUMNS,
          e -> e.change(name, c -> ColumnEdits.withDefault(c, Optional.empty())));
    } else {
      boolean visible = in.accept("set", "visible");
      if (!visible) {
        in.expect("set", "invisible");
      }
      edit(Stage.OLD_COLUMNS, e -> e.change(name, c -> ColumnEdits.invisible(c, !visible)));
    }
  }

  private void rename() {
    if (in.accept("column")) {
      refuseConditionAhead();
      String old = in.name();
      in.expect("to");
      String name = in.name();
      edit(Stage.OLD_COLUMNS, e -> e.change(old, c -> ColumnEdits.named(c, name)));
    } else if (in.acceptAny("index", "key")) {
      refuseConditionAhead();
      String old = in.name();
      in.expect("to");
      String name = in.name();
      edit(Stage.OLD_KEYS, e -> e.changeIndex(old, index -> IndexEdits.named(index, name)));
    } else {
      throw new RefusedChangeException("the table gets another name");
    }
    requireEnd();
  }

  /** Options of the table; those that concern its storage alone change no definition. */
  private void options() {
    if (in.acceptAny("force")) {
      requireEnd();
      return;
    }
    if (in.accept("enable", "keys")
        || in.accept("disable", "keys")
        || in.accept("with", "validation")
        || in.accept("without", "validation")) {
      requireEnd();
      return;
    }
    TableOptions options = TableOptions.read(in);
    options.engine().filter(engine -> !RowKeepingEngines.contains(engine)).ifPresent(this::lost);
    edit(
        Stage.NEW_KEYS,
        edit -> {
          options.comment().ifPresent(comment -> edit.comment = comment);
          if (options.characterSet().isPresent() || options.collation().isPresent()) {
            edit.characterSet =
                options.characterSet().or(() -> options.collation().map(AlterClause::setOf));
            edit.collation = options.collation();
          }
        });
  }

  /** Its rows go, or become those of another table, without an event of each. */
  private void lost(String engine) {
    throw new RefusedChangeException("its rows do not stay with the engine " + engine);
  }

  private static String setOf(String collation) {
    return collation.contains("_") ? collation.substring(0, collation.indexOf('_')) : collation;
  }

  private void requireEnd() {
    if (!in.atEnd()) {
      throw in.unexpected();
    }
  }

  /** Indexes with one attribute changed. */
  private static final class IndexEdits {

    private IndexEdits() {}

    static IndexDefinition visible(IndexDefinition index, boolean visible) {
      return of(index, index.name(), visible);
    }

    static IndexDefinition named(IndexDefinition index, String name) {
      return of(index, name, index.visible());
    }

    private static IndexDefinition of(IndexDefinition index, String name, boolean visible) {
      return new IndexDefinition(
          name,
          index.kind(),
          index.parts(),
          visible,
          index.comment(),
          index.parser(),
          index.storage());
    }
  }
}
