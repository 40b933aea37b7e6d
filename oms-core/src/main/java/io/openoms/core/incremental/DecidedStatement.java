package io.openoms.core.incremental;

import io.openoms.StatementDecision;
import io.openoms.core.apply.ApplyTask;
import io.openoms.core.capture.StatementStops;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.SchemaStatement.Kind;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.state.StoredStop;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does at the sink what an operator decided of a statement at which following stopped: nothing, or
 * another statement. Invariants: what the sink's table is before that statement is stored before it
 * is executed, so a run that died behind it sees that it was; and following goes on only if the
 * sink's table takes the rows that come. One thread.
 */
final class DecidedStatement {

  private static final Logger LOG = LoggerFactory.getLogger(DecidedStatement.class);

  private final PhaseContext context;
  private final StatementStops stops;

  DecidedStatement(PhaseContext context, StatementStops stops) {
    this.context = context;
    this.stops = stops;
  }

  /**
   * Obeys; may be tried again, with the decision as it is stored then. Blocks as long as the sink
   * works on it.
   *
   * @param after what is moved of the table behind the source's statement
   * @param existing reads the sink's table
   * @return why the decision cannot be obeyed, as a part of a sentence: the statement may not be
   *     executed, the sink refuses it, or the sink's table does not take the rows that come
   */
  Optional<String> obey(
      MigratedObject table,
      StoredStop decided,
      TableDefinition after,
      Supplier<TableDefinition> existing) {
    Optional<String> sql = decided.decision().flatMap(StatementDecision::replacement);
    if (sql.isPresent()) {
      TableDefinition now = existing.get();
      Optional<String> fault =
          StatementStops.isExecuted(decided, now)
              ? Optional.empty()
              : execute(table, decided, sql.get(), now);
      if (fault.isPresent()) {
        return fault;
      }
    }
    List<String> unfit = context.roles().schemaTarget().unfit(existing.get(), after);
    return unfit.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "what was decided leaves " + table.target() + " unfit: " + String.join("; ", unfit));
  }

  private Optional<String> execute(
      MigratedObject table, StoredStop decided, String sql, TableDefinition before) {
    SchemaTarget sink = context.roles().schemaTarget();
    Optional<String> foreign = sink.foreign(sql, table.target());
    if (foreign.isPresent()) {
      return foreign.map(why -> "the statement that was given for it is refused: " + why);
    }
    context.control().check();
    if (decided.begun().isEmpty()) {
      stops.begin(ApplyTask.WRITER, decided, before);
    } else {
      context.state().prove(ApplyTask.WRITER);
    }
    LOG.info("Executes an operator's statement in place of a change of {}", table.source());
    try {
      sink.execute(new SchemaStatement(Kind.ALTERATION, table.target().toString(), sql));
      return Optional.empty();
    } catch (MigrationException e) {
      if (e.isRetryable() || e.code() == EngineError.RUN_STOPPED) {
        throw e;
      }
      LOG.info("The sink refuses an operator's statement", e);
      return Optional.of("the sink refuses what was given for it: " + e.description());
    }
  }

  /** Tells what was decided; it is kept with the table. */
  void tell(MigratedObject table, StoredStop decided, ErrorContext where) {
    String what =
        decided.stop().statement()
            + (decided.decision().flatMap(StatementDecision::replacement).isPresent()
                ? "; an operator's statement stands for it at the sink"
                : "; by an operator's decision it is not made at the sink");
    table.warn(List.of(what + " (" + decided.stop().transaction() + ")"));
    context.reporter().warning(WarningCode.DDL_DECIDED, where, what);
  }
}
