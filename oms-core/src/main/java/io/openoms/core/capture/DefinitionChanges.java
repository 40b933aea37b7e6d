package io.openoms.core.capture;

import io.openoms.DdlPolicy;
import io.openoms.IncrementalOptions;
import io.openoms.ObjectName;
import io.openoms.core.capture.CopiedTables.Copied;
import io.openoms.core.error.EngineError;
import io.openoms.core.spool.SpooledDdl;
import io.openoms.core.spool.SpooledDdl.Changed;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent.SchemaChanged;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.DefinitionAlgebra;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import io.openoms.spi.state.StoredDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that decides what happens when a captured table changes: it is followed, passed
 * over because nothing of the table changes, or refused by name. The definition after a change is
 * stored before the change is. One thread, that of the capture.
 */
public final class DefinitionChanges {

  /** The writer whose row the transactions that store definitions move. */
  public static final String WRITER = "capture";

  private static final Logger LOG = LoggerFactory.getLogger(DefinitionChanges.class);

  private static final int LONGEST = 300;

  private final IncrementalOptions options;
  private final ChangeLog log;
  private final SchemaHistory history;
  private final CopiedTables copied;
  private final StatementStops stops;

  /** The decisions of one run. */
  public DefinitionChanges(
      IncrementalOptions options,
      ChangeLog log,
      SchemaHistory history,
      CopiedTables copied,
      StatementStops stops) {
    this.options = options;
    this.log = log;
    this.history = history;
    this.copied = copied;
    this.stops = stops;
  }

  /** The definitions of those tables by which changes are captured from now on. */
  List<CapturedTable> captured(List<ObjectName> tables) {
    return tables.stream().flatMap(table -> history.captured(table).stream()).toList();
  }

  /**
   * Requires that changes of definitions are followed at all.
   *
   * @throws MigrationException DDL_NOT_FOLLOWED when they are not
   */
  void requireFollowed(SchemaChanged change) {
    if (change.objects().stream().allMatch(DefinitionChanges::isPrepared)) {
      return;
    }
    if (options.ddl() == DdlPolicy.REFUSE) {
      throw refusal(change);
    }
    if (log.algebra().isEmpty() || change.statement().isEmpty()) {
      throw refusal(change, "this source's changes of definitions are not followed yet", "");
    }
  }

  private boolean isFollowed() {
    return options.ddl() != DdlPolicy.REFUSE && log.algebra().isPresent();
  }

  private static boolean isPrepared(ChangedObject object) {
    return object.kind() == ChangedObject.Kind.PREPARED;
  }

  /**
   * Decides on a change. Blocks on the sink, where a new definition is stored.
   *
   * @param transaction the name of its transaction
   * @param behind the position behind it
   * @return what is to be followed; empty when nothing of the captured tables changes
   * @throws MigrationException DDL_NOT_FOLLOWED when it cannot be followed exactly
   */
  Optional<SpooledDdl> decide(SchemaChanged change, String transaction, Position behind) {
    Optional<DdlStatement> statement = statement(change, transaction);
    List<Changed> tables = new ArrayList<>();
    if (statement.isPresent() && isFollowed()) {
      for (ChangedObject object : change.objects()) {
        table(change, object, statement.get(), transaction, behind).ifPresent(tables::add);
      }
    }
    return tables.isEmpty()
        ? Optional.empty()
        : Optional.of(new SpooledDdl(transaction, statement.get(), change.at(), tables));
  }

  /** The statement, or the caller's own that stands for it; empty when that stands for nothing. */
  private Optional<DdlStatement> statement(SchemaChanged change, String transaction) {
    DdlStatement told = change.statement().orElseThrow();
    String other = options.ddlReplacements().get(transaction);
    if (other == null) {
      return Optional.of(told);
    }
    LOG.info("The caller's own statement stands for that of {}", transaction);
    return other.isBlank()
        ? Optional.empty()
        : Optional.of(new DdlStatement(told.database(), other));
  }

  private Optional<Changed> table(
      SchemaChanged change,
      ChangedObject object,
      DdlStatement statement,
      String transaction,
      Position behind) {
    CapturedTable before = before(object);
    if (isPrepared(object)) {
      note(before, statement, transaction, Optional.empty());
      return Optional.empty();
    }
    TableEffect effect = effect(change, object, statement);
    switch (effect.kind()) {
      case NONE -> {
        LOG.debug("{} leaves {} as it is: {}", transaction, object.name(), effect.reason());
        note(before, statement, transaction, Optional.of(effect));
        return Optional.empty();
      }
      case REFUSED -> {
        return Optional.of(decided(change, object, effect, transaction, behind));
      }
      default -> requireCopied(change, object, effect, transaction);
    }
    long after =
        effect.kind() == TableEffect.Kind.ALTERED
            ? stored(object.name(), before, statement, behind).number()
            : before.version();
    if (after == before.version()) {
      note(before, statement, transaction, Optional.of(effect));
    }
    return Optional.of(new Changed(object.name(), before.version(), after));
  }

  /**
   * A table that takes the place of another one, as a tool's last step, goes like a dropped one.
   */
  private TableEffect effect(SchemaChanged change, ChangedObject object, DdlStatement statement) {
    TableEffect effect = effect(object, statement);
    boolean isTaken =
        effect
            .renamed()
            .filter(
                name ->
                    change.objects().stream()
                        .filter(other -> other.name().equals(name) && !isPrepared(other))
                        .anyMatch(
                            other -> effect(other, statement).kind() == TableEffect.Kind.ALTERED))
            .isPresent();
    return isTaken ? TableEffect.dropped(object.name()) : effect;
  }

  private TableEffect effect(ChangedObject object, DdlStatement statement) {
    CapturedTable before = before(object);
    return algebra().effect(statement, before.definition(), text(before));
  }

  /** What is known beside the definition, which stays as it is. */
  private void note(
      CapturedTable before,
      DdlStatement statement,
      String transaction,
      Optional<TableEffect> effect) {
    ObjectName table = before.definition().name();
    algebra()
        .noted(statement, transaction, table, text(before), effect)
        .ifPresent(
            text -> {
              LOG.info("{} may prepare a change of {}", transaction, table);
              history.noted(WRITER, stored(before), text);
            });
  }

  private DefinitionAlgebra algebra() {
    return log.algebra().orElseThrow();
  }

  private StoredDefinition stored(CapturedTable table) {
    return history.find(table.definition().name(), table.version()).orElseThrow();
  }

  private DefinitionText text(CapturedTable table) {
    return stored(table).text().orElseThrow();
  }

  private void requireCopied(
      SchemaChanged change, ChangedObject object, TableEffect effect, String transaction) {
    Copied asked =
        new Copied(object.name(), before(object), effect, transaction, change.position());
    copied.leaveToCopy(asked, change.statement().map(DefinitionChanges::shown).orElse(""));
    copied
        .refusal(asked)
        .ifPresent(
            why -> {
              throw refusal(change, object.name(), why, transaction);
            });
  }

  /** What is not understood goes on where an operator has decided what becomes of it. */
  private Changed decided(
      SchemaChanged change,
      ChangedObject object,
      TableEffect effect,
      String transaction,
      Position behind) {
    requireCopied(change, object, effect, transaction);
    boolean isAlone = change.objects().size() == 1;
    if (!isAlone || stops.decided(transaction).isEmpty()) {
      if (isAlone) {
        stops.captureStopped(transaction, object.name(), shown(change.statement().orElseThrow()));
      }
      throw refusal(change, object.name(), effect.reason(), transaction);
    }
    CapturedTable before = before(object);
    Optional<StoredDefinition> known = history.after(object.name(), before.version());
    StoredDefinition after =
        known.isPresent()
            ? requireAt(known.get(), behind)
            : sourceNow(change, object, transaction, behind);
    return new Changed(object.name(), before.version(), after.number());
  }

  /** The source's own definition, which must have held since then. */
  private StoredDefinition sourceNow(
      SchemaChanged change, ChangedObject object, String transaction, Position behind) {
    ObjectName table = object.name();
    StoredDefinition now =
        Objects.requireNonNull(history.now(Map.of(table, behind)).get(table), "its definition");
    CapturedTable after = history.captured(now);
    copied
        .notHeld(after, behind)
        .ifPresent(
            why -> {
              stops.captureStopped(transaction, table, shown(change.statement().orElseThrow()));
              throw refusal(change, table, why, transaction);
            });
    requireCopied(
        change, object, altered(before(object).definition(), after.definition()), transaction);
    return history.changed(WRITER, table, behind, now.text().orElseThrow());
  }

  /** Columns are those that have the same names. */
  private static TableEffect altered(TableDefinition before, TableDefinition after) {
    Map<String, String> origins = new HashMap<>();
    after.columns().stream()
        .map(ColumnDefinition::name)
        .filter(name -> before.column(name).isPresent())
        .forEach(name -> origins.put(name, name));
    return TableEffect.altered(before.name(), after, origins);
  }

  /** The version by which the reader has found the change. */
  private CapturedTable before(ChangedObject object) {
    return history.captured(object.name()).stream()
        .filter(table -> object.before().filter(table.definition()::equals).isPresent())
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the reader tells of a definition of " + object.name() + " that nobody gave"));
  }

  /** The definition after the change: stored now, or by a run that has read the change before. */
  private StoredDefinition stored(
      ObjectName table, CapturedTable before, DdlStatement statement, Position behind) {
    Optional<StoredDefinition> known = history.after(table, before.version());
    if (known.isEmpty()) {
      return history.changed(
          WRITER, table, behind, algebra().after(statement, table, text(before)));
    }
    return requireAt(known.get(), behind);
  }

  private StoredDefinition requireAt(StoredDefinition known, Position behind) {
    Position from = known.validFrom();
    if (!log.covers(from, behind) || !log.covers(behind, from)) {
      throw new MigrationException(
          EngineError.STATE_DAMAGED,
          ErrorContext.of(known.source()).withPosition(behind.text()),
          "the definition after this change was stored for another place in the log: drop its"
              + " target and retry the table, which copies it anew");
    }
    return known;
  }

  /** The error that stops a run where changes of definitions are not followed. */
  public static MigrationException refusal(SchemaChanged change) {
    return refusal(change, "", "");
  }

  private static MigrationException refusal(SchemaChanged change, String why, String transaction) {
    return refusal(change, change.objects().get(0).name(), why, transaction);
  }

  private static MigrationException refusal(
      SchemaChanged change, ObjectName table, String why, String transaction) {
    return new MigrationException(
        EngineError.DDL_NOT_FOLLOWED,
        ErrorContext.of(table).withPosition("after " + change.position().text()),
        change.statement().map(DefinitionChanges::shown).orElse("its definition changed")
            + (why.isEmpty() ? "" : ". It is not followed, as " + why)
            + "; changes up to there are captured. "
            + waysOn(transaction));
  }

  /** How a run goes on behind a change that stopped it. */
  static String waysOn(String transaction) {
    return (transaction.isEmpty()
            ? ""
            : "Give a statement that stands for it (replaceDdl(\""
                + transaction
                + "\", …), an empty one if it leaves the table as it is), or decide what becomes of it at the"
                + " sink (decide(\""
                + transaction
                + "\", …), on the command line: ddl FILE skip|replace \"SQL\"), or run")
        + (transaction.isEmpty() ? "Run" : "")
        + " the project once without this table; to have it again, drop its target and include it"
        + " again, which copies it anew";
  }

  /** A statement for people, without an end that would be too long. */
  public static String shown(DdlStatement statement) {
    String text = statement.text();
    return "the source executed, in database '"
        + statement.database()
        + "': "
        + (text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …");
  }
}
