package io.openoms.postgresql.log.setup;

import io.openoms.KeptLog;
import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.data.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Makes the project's publication, which names the tables that are followed and no others, and its
 * slot. Thread-safe.
 *
 * <p>The order makes the changes complete. First the publication is committed; then each
 * transaction that is open is waited for: those that begin later see it, and the others have ended,
 * so each one that commits later is published as a whole. From the end of the log then on a table's
 * changes are complete, and the publication's comment says so. A slot is made before that place is
 * taken, so it keeps the log from before. Whatever crashes in between is done again.
 */
public final class SlotSetup implements CaptureSetup {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Connections connections;
  private final CaptureNames names;
  private final String database;
  private final LongSupplier logEnd;

  /**
   * The setup of one project.
   *
   * @param names the names of slot and publication
   * @param logEnd the high watermark now
   */
  public SlotSetup(
      Connections connections, CaptureNames names, String database, LongSupplier logEnd) {
    this.connections = connections;
    this.names = names;
    this.database = database;
    this.logEnd = logEnd;
  }

  @Override
  public void establish(List<TableDefinition> tables) {
    establish(tables, Map.of());
  }

  @Override
  public void establish(List<TableDefinition> tables, Map<ObjectName, String> filters) {
    try (LogSession session = new LogSession(connections, "preparing the capture of changes")) {
      requireLogical(session);
      // Before anything is made: publishing a table without an identity breaks its application.
      Identities.require(session, tables);
      publish(session, tables.stream().map(TableDefinition::name).toList(), filters);
      boolean isNew = makeSlot(session);
      complete(session, isNew);
    }
  }

  private static void requireLogical(LogSession session) {
    String level = session.value("SHOW wal_level");
    if (!level.equals("logical")) {
      throw new MigrationException(
          LogError.LOG_NOT_LOGICAL,
          ErrorContext.none(),
          "the server's wal_level is " + level + ", so its log does not hold changes of rows");
    }
    if (session.value("SELECT pg_catalog.pg_is_in_recovery()").equals("t")) {
      throw new MigrationException(
          LogError.SERVER_IS_STANDBY, ErrorContext.none(), "the server follows another one");
    }
  }

  /** Partitions appear under their own names, so that a TRUNCATE of one of them is in the log. */
  private void publish(
      LogSession session, List<ObjectName> tables, Map<ObjectName, String> filters) {
    String list =
        tables.stream()
            .map(table -> RowFilters.published(table, Optional.ofNullable(filters.get(table))))
            .sorted()
            .collect(Collectors.joining(", "));
    String publication = Quoted.name(names.publication());
    List<String> statements = new ArrayList<>();
    if (!Publication.isOwn(session, names.publication())) {
      statements.add(
          "CREATE PUBLICATION "
              + publication
              + (list.isEmpty() ? "" : " FOR TABLE " + list)
              + " WITH (publish = 'insert, update, delete, truncate',"
              + " publish_via_partition_root = false)");
      statements.add(Publication.mark(publication));
    } else if (list.isEmpty()) {
      // A list of tables cannot be empty.
      statements.add("DROP PUBLICATION " + publication);
      statements.add("CREATE PUBLICATION " + publication);
      statements.add(Publication.mark(publication));
    } else {
      statements.add("ALTER PUBLICATION " + publication + " SET TABLE " + list);
    }
    session.executeTogether(statements);
  }

  private boolean makeSlot(LogSession session) {
    Slot known = Slot.find(session, names.slot()).orElse(null);
    if (known != null) {
      known.requireOwn(database);
      return false;
    }
    OpenTransactions.await(session, PATIENCE);
    session.execute("SET statement_timeout = " + PATIENCE.toMillis());
    try {
      session.value(
          "SELECT pg_catalog.pg_create_logical_replication_slot("
              + Quoted.text(names.slot())
              + ", 'pgoutput')");
    } catch (MigrationException e) {
      // The server itself waits for transactions, also for those that began meanwhile.
      throw e.code() == JdbcError.SERVER_FAULT ? OpenTransactions.error(session, PATIENCE) : e;
    }
    session.execute("SET statement_timeout = 0");
    return true;
  }

  private void complete(LogSession session, boolean isNew) {
    Publication published = Publication.read(session, names.publication());
    if (!isNew && published.isComplete()) {
      return;
    }
    OpenTransactions.await(session, PATIENCE);
    Publication kept = isNew ? new Publication(published.entries(), Map.of()) : published;
    session.execute(
        "COMMENT ON PUBLICATION "
            + Quoted.name(names.publication())
            + " IS "
            + Quoted.text(kept.withSince(logEnd.getAsLong()).comment()));
  }

  @Override
  public Optional<KeptLog> kept() {
    try (LogSession session = new LogSession(connections, "asking what the slot keeps")) {
      return SlotSpace.kept(session, names.slot());
    }
  }

  @Override
  public void release() {
    try (LogSession session = new LogSession(connections, "removing the capture of changes")) {
      Slot slot = Slot.find(session, names.slot()).orElse(null);
      if (slot != null) {
        slot.requireOwn(database);
        drop(session, slot);
      }
      if (Publication.isOwn(session, names.publication())) {
        session.execute("DROP PUBLICATION " + Quoted.name(names.publication()));
      }
    }
  }

  /** A reader that was cut off may still have it. */
  private void drop(LogSession session, Slot slot) {
    if (slot.reader() != 0) {
      session.value("SELECT pg_catalog.pg_terminate_backend(" + slot.reader() + ", 10000)");
    }
    session.value(
        "SELECT pg_catalog.pg_drop_replication_slot(slot_name)"
            + " FROM pg_catalog.pg_replication_slots WHERE slot_name = "
            + Quoted.text(names.slot()));
  }
}
