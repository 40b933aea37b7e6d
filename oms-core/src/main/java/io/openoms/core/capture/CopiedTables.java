package io.openoms.core.capture;

import io.openoms.ObjectName;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableEffect;
import java.util.List;
import java.util.Optional;

/**
 * What the engine knows of tables that the source's log does not. Asked by the capture's thread.
 */
public interface CopiedTables {

  /**
   * A change of one table.
   *
   * @param source its name at the source
   * @param before how it was captured before the change
   * @param effect what becomes of it
   * @param transaction the name of the change's transaction
   * @param from a position before the change
   */
  record Copied(
      ObjectName source,
      CapturedTable before,
      TableEffect effect,
      String transaction,
      Position from) {}

  /**
   * Leaves a change to the table's copy, where it stands within that: the table is made and copied
   * anew. Returns only if it does not; else blocks until the run's tasks are stopped for it.
   *
   * @param what the change, for people
   * @throws io.openoms.error.MigrationException RUN_STOPPED then
   */
  void leaveToCopy(Copied change, String what);

  /**
   * Leaves a statement by which tables take each other's names to their copies, where one of them
   * stands within its copy, or it is not known what comes into its place: all whose names are taken
   * are made and copied anew, and those that go leave the project. Returns only if it does not.
   *
   * @param all the captured tables that the statement names
   * @param areKnown whether the log says what comes into each place
   * @param what the change, for people
   * @throws io.openoms.error.MigrationException RUN_STOPPED then
   */
  void leaveAllToCopy(List<Copied> all, boolean areKnown, String what);

  /** Why the change cannot be made at the sink, as a part of a sentence; empty when it can. */
  Optional<String> refusal(Copied change);

  /**
   * Why a definition that the source shows now is not the one that held behind a position, as a
   * part of a sentence; empty when the log has no change of it since. Blocks: the log is read to
   * its end.
   */
  Optional<String> notHeld(CapturedTable definition, Position since);
}
