package io.openoms.spi.state;

import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How far the source's log is applied.
 *
 * @param window the number of the last window that is applied as a whole; 0 before the first
 * @param position the position of the source's log behind the last transaction that was applied to
 *     its end
 * @param skip changes of the transaction behind that position that are applied, too: a large one is
 *     applied by and by
 * @param spool the number of the spool's next record; of no meaning without that spool
 * @param spoolId the identity of the spool
 * @param open the window that was begun after that, if there is one
 * @param transactions transactions applied since the project began
 * @param changes changes of rows applied since the project began
 * @param appliedUpTo everything that was committed at the source until then is applied, by its
 *     clock
 */
public record StoredApply(
    long window,
    Position position,
    long skip,
    long spool,
    String spoolId,
    Optional<OpenWindow> open,
    long transactions,
    long changes,
    Instant appliedUpTo) {

  /**
   * A window whose lanes commit one by one. It is finished with these parameters, whatever the
   * options say by then.
   *
   * @param changes how many changes of rows belong to it, in the log's order
   * @param lanes how many lanes share them
   * @param rules a digest for each table at the sink of the rules by which its changes are merged
   *     and given to lanes
   * @param operations the kinds of changes that are applied; the others are passed over
   */
  public record OpenWindow(
      long changes, int lanes, Set<String> rules, Set<RowChange.Kind> operations) {

    public OpenWindow {
      rules = Set.copyOf(rules);
      operations = Set.copyOf(operations);
    }
  }
}
