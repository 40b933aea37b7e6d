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
import java.util.OptionalInt;
import java.util.function.Supplier;
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
      Asked asked =
          new Asked(
              change,
              statement.get(),
              new StatementEffects(change, statement.get(), history, log, behind),
              transaction,
              behind);
      leaveReplaced(asked);
      for (ChangedObject object : change.objects()) {
        table(asked, object).ifPresent(tables::add);
      }
    }
    return tables.isEmpty()
        ? Optional.empty()
        : Optional.of(new SpooledDdl(transaction, statement.get(), change.at(), tables));
  }

  /**
   * A change that is decided on.
   *
   * @param effects what it makes of the tables that it names
   * @param transaction the name of its transaction
   * @param behind the position behind it
   */
  private record Asked(
      SchemaChanged change,
      DdlStatement statement,
      StatementEffects effects,
      String transaction,
      Position behind) {

    Copied copied(ObjectName table) {
      return copied(table, effects.effect(table));
    }

    Copied copied(ObjectName table, TableEffect effect) {
      return new Copied(table, effects.before(table), effect, transaction, change.position());
    }
  }

  /**
   * Tables whose names others take begin anew at once, where the log does not say how they go on.
   */
  private void leaveReplaced(Asked asked) {
    StatementEffects effects = asked.effects();
    if (effects.hasReplaced()) {
      boolean areKnown =
          effects.tables().stream()
              .filter(effects::isReplaced)
              .allMatch(table -> effects.comes(table).isPresent());
      copied.leaveAllToCopy(
          effects.tables().stream().map(asked::copied).toList(),
          areKnown,
          shown(asked.statement()));
    }
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

  private Optional<Changed> table(Asked asked, ChangedObject object) {
    ObjectName table = object.name();
    if (isPrepared(object)) {
      note(stored(object, asked), asked, Optional.empty());
      return Optional.empty();
    }
    CapturedTable before = asked.effects().before(table);
    TableEffect effect = asked.effects().effect(table);
    switch (effect.kind()) {
      case NONE -> {
        LOG.debug("{} leaves {} as it is: {}", asked.transaction(), table, effect.reason());
        note(stored(before), asked, Optional.of(effect));
        return Optional.empty();
      }
      case REFUSED -> {
        return Optional.of(decided(asked, object, effect));
      }
      default -> requireCopied(asked, asked.copied(table));
    }
    long after = after(asked, table, effect);
    if (after == before.version()) {
      note(stored(before), asked, Optional.of(effect));
    }
    return Optional.of(new Changed(table, before.version(), after));
  }

  /** The version behind the change: another one where it has another definition. */
  private long after(Asked asked, ObjectName table, TableEffect effect) {
    CapturedTable before = asked.effects().before(table);
    if (effect.kind() == TableEffect.Kind.ALTERED) {
      return stored(asked, table, () -> algebra().after(asked.statement(), table, text(before)))
          .number();
    }
    if (effect.kind() == TableEffect.Kind.REPLACED) {
      DefinitionText comes =
          asked
              .effects()
              .comes(table)
              .orElseThrow(
                  () -> refusal(asked.change(), table, effect.reason(), asked.transaction()));
      return stored(asked, table, () -> algebra().renamed(comes)).number();
    }
    return before.version();
  }

  /** What is known beside the definition, which stays as it is. */
  private void note(StoredDefinition before, Asked asked, Optional<TableEffect> effect) {
    algebra()
        .noted(
            asked.statement(),
            asked.transaction(),
            before.source(),
            before.text().orElseThrow(),
            effect)
        .ifPresent(
            text -> {
              LOG.info("{} may prepare a change of {}", asked.transaction(), before.source());
              history.noted(WRITER, before, text);
            });
  }

  private DefinitionAlgebra algebra() {
    return log.algebra().orElseThrow();
  }

  private StoredDefinition stored(ChangedObject object, Asked asked) {
    return StatementEffects.before(object, history, log, asked.behind());
  }

  private StoredDefinition stored(CapturedTable table) {
    return history.find(table.definition().name(), table.version()).orElseThrow();
  }

  private DefinitionText text(CapturedTable table) {
    return stored(table).text().orElseThrow();
  }

  private void requireCopied(Asked asked, Copied table) {
    copied.leaveToCopy(table, asked.change().statement().map(DefinitionChanges::shown).orElse(""));
    copied
        .refusal(table)
        .ifPresent(
            why -> {
              throw refusal(asked.change(), table.source(), why, asked.transaction());
            });
  }

  /** What is not understood goes on where it is decided, or listed, what becomes of it. */
  private Changed decided(Asked asked, ChangedObject object, TableEffect effect) {
    requireCopied(asked, asked.copied(object.name(), effect));
    SchemaChanged change = asked.change();
    String transaction = asked.transaction();
    boolean isAlone = change.objects().size() == 1;
    boolean isListed = options.ddlSkip(OptionalInt.empty(), effect.reason()).isPresent();
    if (!isAlone || (!isListed && stops.decided(transaction).isEmpty())) {
      if (isAlone) {
        stops.captureStopped(transaction, object.name(), shown(change.statement().orElseThrow()));
      }
      throw refusal(change, object.name(), effect.reason(), transaction);
    }
    CapturedTable before = asked.effects().before(object.name());
    Optional<StoredDefinition> known = history.after(object.name(), before.version());
    StoredDefinition after =
        known.isPresent()
            ? requireAt(known.get(), asked.behind())
            : sourceNow(asked, object.name());
    return new Changed(object.name(), before.version(), after.number());
  }

  /** The source's own definition, which must have held since then. */
  private StoredDefinition sourceNow(Asked asked, ObjectName table) {
    SchemaChanged change = asked.change();
    Position behind = asked.behind();
    StoredDefinition now =
        Objects.requireNonNull(history.now(Map.of(table, behind)).get(table), "its definition");
    CapturedTable after = history.captured(now);
    copied
        .notHeld(after, behind)
        .ifPresent(
            why -> {
              stops.captureStopped(
                  asked.transaction(), table, shown(change.statement().orElseThrow()));
              throw refusal(change, table, why, asked.transaction());
            });
    TableDefinition before = asked.effects().before(table).definition();
    requireCopied(asked, asked.copied(table, altered(before, after.definition())));
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

  /** The definition after the change: stored now, or by a run that has read the change before. */
  private StoredDefinition stored(Asked asked, ObjectName table, Supplier<DefinitionText> text) {
    Optional<StoredDefinition> known =
        history.after(table, asked.effects().before(table).version());
    return known.isEmpty()
        ? history.changed(WRITER, table, asked.behind(), text.get())
        : requireAt(known.get(), asked.behind());
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
