package io.openoms.spi;

import io.openoms.KeptLog;
import io.openoms.ObjectName;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes and removes what a source needs before its log holds a project's changes: triggers, a
 * replication slot, a publication, a peer. A source whose log holds all changes anyway has no such
 * role. It acts for the project for which its session was opened ({@link EndpointOptions#project}).
 * Thread-safe, but the engine makes one call at a time.
 */
public interface CaptureSetup {

  /**
   * Has the changes of exactly these tables logged: makes what is missing, keeps what is right, and
   * removes what belongs to tables that are not given. Idempotent, also after a crash in the
   * middle. The engine calls it each time a run begins to capture, before {@link ChangeLog#enter}
   * and {@link ChangeLog#visible}.
   *
   * <p>When it returns, every change that commits later is logged, also one of a transaction that
   * was open when the call began. What the log lacks from before, the log itself refuses: {@link
   * ChangeLog#open} fails for a start that is too early for a table. Blocks, also on transactions
   * that are open.
   *
   * @param tables the tables, as they are defined now, with all their columns
   * @throws io.openoms.error.MigrationException when something keeps it from that, such as a
   *     missing privilege, or a transaction that does not end in time
   */
  void establish(List<TableDefinition> tables);

  /**
   * The same, where only rows that meet a condition are logged of some tables.
   *
   * @param filters table to the SQL condition that its rows must meet; of tables alone that {@link
   *     ChangeLog#unfiltered} does not name, so of none where the log evaluates no filters
   */
  default void establish(List<TableDefinition> tables, Map<ObjectName, String> filters) {
    if (!filters.isEmpty()) {
      throw new IllegalArgumentException("this log evaluates no filters");
    }
    establish(tables);
  }

  /**
   * Whether a trigger was made by {@link #establish}, for this or another project. Never blocks.
   *
   * @param trigger its name
   */
  default boolean isOwn(String trigger) {
    return false;
  }

  /**
   * What the source keeps of its log for the project now, on its own disk; empty where it keeps
   * none for one reader, and when nothing is established. Blocks.
   */
  default Optional<KeptLog> kept() {
    return Optional.empty();
  }

  /** Removes everything that {@link #establish} has made for the project. Idempotent. Blocks. */
  void release();
}
