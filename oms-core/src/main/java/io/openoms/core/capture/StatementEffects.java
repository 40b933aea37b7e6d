package io.openoms.core.capture;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeEvent.SchemaChanged;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.DefinitionAlgebra;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableEffect;
import io.openoms.spi.data.TableEffect.Kind;
import io.openoms.spi.state.StoredDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one statement makes of the captured tables that it names, all by the definitions that held
 * before it: also where tables take each other's names. Immutable.
 */
final class StatementEffects {

  /**
   * Of one table.
   *
   * @param before how it was captured before
   * @param text the text of its definition before
   * @param effect what becomes of it
   */
  record Named(CapturedTable before, DefinitionText text, TableEffect effect) {}

  private final Map<ObjectName, Named> named = new LinkedHashMap<>();

  /**
   * Reads them.
   *
   * @param behind the position behind the statement
   */
  StatementEffects(
      SchemaChanged change,
      DdlStatement statement,
      SchemaHistory history,
      ChangeLog log,
      Position behind) {
    DefinitionAlgebra algebra = log.algebra().orElseThrow();
    for (ChangedObject object : change.objects()) {
      if (object.kind() != ChangedObject.Kind.PREPARED) {
        StoredDefinition stored = before(object, history, log, behind);
        CapturedTable before = history.captured(stored);
        DefinitionText text = stored.text().orElseThrow();
        TableEffect effect = algebra.effect(statement, before.definition(), text);
        named.put(object.name(), new Named(before, text, effect));
      }
    }
  }

  /** The version by which the reader has found the change. */
  static StoredDefinition before(
      ChangedObject object, SchemaHistory history, ChangeLog log, Position behind) {
    List<StoredDefinition> equal =
        history.stored(object.name()).stream()
            .filter(
                stored ->
                    object
                        .before()
                        .filter(history.captured(stored).definition()::equals)
                        .isPresent())
            .toList();
    // An earlier run may have stored a definition behind the change, and that may be the same.
    return equal.stream()
        .filter(stored -> !log.covers(stored.validFrom(), behind))
        .reduce((earlier, later) -> later)
        .or(() -> equal.stream().findFirst())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the reader tells of a definition of " + object.name() + " that nobody gave"));
  }

  /**
   * What becomes of a table. One that takes the place of another one goes like a dropped one: as a
   * tool's last step, or in exchange.
   */
  TableEffect effect(ObjectName table) {
    TableEffect effect = of(table).effect();
    boolean isTaken =
        effect.kind() == Kind.RENAMED
            && effect.renamed().filter(name -> isReplacedBy(name, table)).isPresent();
    return isTaken ? TableEffect.dropped(table) : effect;
  }

  private boolean isReplacedBy(ObjectName name, ObjectName table) {
    Named other = named.get(name);
    return other != null
        && (other.effect().kind() == Kind.ALTERED
            || other.effect().takenBy().filter(table::equals).isPresent());
  }

  private Named of(ObjectName table) {
    Named found = named.get(table);
    if (found == null) {
      throw new IllegalStateException("the statement does not name " + table);
    }
    return found;
  }

  /** How a table was captured before. */
  CapturedTable before(ObjectName table) {
    return of(table).before();
  }

  /** Whether the table's place is taken by another one that goes on. */
  boolean isReplaced(ObjectName table) {
    return of(table).effect().takenBy().isPresent();
  }

  /** Whether a table's place is taken by another one in the statement. */
  boolean hasReplaced() {
    return named.keySet().stream().anyMatch(this::isReplaced);
  }

  /** The tables that the statement names. */
  List<ObjectName> tables() {
    return List.copyOf(named.keySet());
  }

  /**
   * The text before of the captured table that takes a table's place; empty where that is not
   * captured, or comes from another database, whose settings it was made by.
   */
  Optional<DefinitionText> comes(ObjectName table) {
    return of(table)
        .effect()
        .takenBy()
        .filter(other -> other.database().equals(table.database()))
        .filter(named::containsKey)
        .map(other -> of(other).text());
  }
}
