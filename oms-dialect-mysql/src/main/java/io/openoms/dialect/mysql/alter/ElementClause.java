package io.openoms.dialect.mysql.alter;

import io.openoms.dialect.mysql.alter.Edit.Stage;
import io.openoms.dialect.mysql.parse.AddedElements;
import io.openoms.dialect.mysql.parse.TokenReader;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.type.ColumnType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads ADD, MODIFY and CHANGE: clauses that hold elements of a table. One use, one thread. */
final class ElementClause {

  private static final String[] KEYS = {
    "primary",
    "unique",
    "index",
    "key",
    "fulltext",
    "spatial",
    "vector",
    "constraint",
    "foreign",
    "check"
  };

  private final TokenReader in;
  private final TableDefinition table;
  private final List<Edit> edits;

  /** Whether what is there already, or is not there, is passed over. */
  private boolean lenient;

  ElementClause(TokenReader in, TableDefinition table, List<Edit> edits) {
    this.in = in;
    this.table = table;
    this.edits = edits;
  }

  /** Reads the clause, if it is one of those. */
  boolean read() {
    if (in.accept("add")) {
      add();
    } else if (in.accept("modify")) {
      in.accept("column");
      lenient = in.accept("if", "exists");
      redefine(in.peek().text());
    } else if (in.accept("change")) {
      in.accept("column");
      lenient = in.accept("if", "exists");
      redefine(in.name());
    } else {
      return false;
    }
    return true;
  }

  private void edit(Stage stage, Consumer<TableEdit> what) {
    edits.add(new Edit(stage, what));
  }

  private void add() {
    boolean column = in.accept("column");
    lenient = in.accept("if", "not", "exists");
    if (!column && isKey()) {
      addKeys();
    } else if (in.isNext("period") || in.isNext("system")) {
      throw new RefusedChangeException("it is about versions of rows");
    } else if (in.peek().isSymbol('(')) {
      in.next();
      TokenReader within = in.part(0, in.left() - 1);
      addColumns(within, Optional.empty(), false);
    } else {
      addColumns(withoutPlace(), place(), lenient);
    }
  }

  private boolean isKey() {
    for (String key : KEYS) {
      if (in.isNext(key)) {
        return true;
      }
    }
    return false;
  }

  private void addKeys() {
    TokenReader elements = withoutCondition(in.part(0, in.left()));
    boolean passes = lenient;
    edit(
        Stage.NEW_KEYS,
        edit -> {
          AddedElements added = AddedElements.read(elements, edit.now());
          if (!passes || added.indexes().stream().noneMatch(i -> edit.hasIndex(i.name()))) {
            edit.addOthers(added);
          }
        });
  }

  /** IF NOT EXISTS also stands between the kind of an index and its name. */
  private TokenReader withoutCondition(TokenReader elements) {
    for (int i = 0; i < elements.left(); i++) {
      if (elements.peek(i).is("if") && elements.peek(i + 1).is("not")) {
        throw new RefusedChangeException("IF NOT EXISTS stands within a key");
      }
    }
    return elements;
  }

  private void addColumns(TokenReader elements, Optional<Place> place, boolean passes) {
    AddedElements added = elements(elements);
    edit(
        Stage.PLACES,
        edit -> {
          for (ColumnDefinition column : added.columns()) {
            if (!passes || !edit.hasColumn(column.name())) {
              edit.add(column);
              place.ifPresent(at -> edit.move(column.name(), at.behind()));
            }
          }
        });
    edit(Stage.NEW_KEYS, edit -> edit.addOthers(added));
  }

  /**
   * Columns as they are written. A session may give a TIMESTAMP that says nothing of NULL a default
   * of its own (explicit_defaults_for_timestamp).
   */
  private AddedElements elements(TokenReader elements) {
    boolean saysNull = false;
    for (int i = 0; i < elements.left(); i++) {
      saysNull |= elements.peek(i).is("null");
    }
    AddedElements added = AddedElements.read(elements, table);
    if (!saysNull && added.columns().stream().anyMatch(ElementClause::isPlainInstant)) {
      throw new RefusedChangeException("a TIMESTAMP says neither NULL nor NOT NULL");
    }
    return added;
  }

  private static boolean isPlainInstant(ColumnDefinition column) {
    return column.type().neutral() instanceof ColumnType.Timestamp timestamp
        && timestamp.zoned()
        && column.generated().isEmpty();
  }

  /** Behind a column, or at the front. */
  private record Place(Optional<String> behind) {}

  private Optional<Place> place() {
    int left = in.left();
    if (in.peek(left - 1).is("first")) {
      return Optional.of(new Place(Optional.empty()));
    }
    boolean after = left > 2 && in.peek(left - 2).is("after") && in.peek(left - 1).isName();
    return after ? Optional.of(new Place(Optional.of(in.peek(left - 1).text()))) : Optional.empty();
  }

  private TokenReader withoutPlace() {
    int cut = place().map(at -> at.behind().isPresent() ? 2 : 1).orElse(0);
    return in.part(0, in.left() - cut);
  }

  /** A column that was there gets a whole new definition. */
  private void redefine(String old) {
    Optional<Place> place = place();
    AddedElements added = elements(withoutPlace());
    if (added.columns().size() != 1) {
      throw in.unexpected();
    }
    ColumnDefinition column = added.columns().get(0);
    boolean passes = lenient && table.column(old).isEmpty();
    if (!passes) {
      edit(Stage.OLD_COLUMNS, edit -> edit.change(old, before -> column));
      place.ifPresent(at -> edit(Stage.PLACES, edit -> edit.move(column.name(), at.behind())));
      edit(Stage.NEW_KEYS, edit -> edit.addOthers(added));
    }
  }
}
