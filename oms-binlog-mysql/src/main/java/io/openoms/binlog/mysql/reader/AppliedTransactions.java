package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.link.LogLink;
import io.openoms.binlog.mysql.position.TransactionSet;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.mysql.log.GtidForm;
import io.openoms.jdbc.mysql.log.LogTraits;
import java.util.regex.Pattern;

/**
 * Whether a server still has all transactions that were read. It lacks some after a fail-over to a
 * replica that lagged, after it was restored from a backup, and after its log was reset: then what
 * they changed stands at the sink and not at the source, and their numbers may come again.
 */
final class AppliedTransactions {

  private static final int LONGEST = 300;

  /** Which session of the server has a transaction in hand: {@code uuid:5#12}. */
  private static final Pattern OWNER = Pattern.compile("#\\d+");

  private AppliedTransactions() {}

  /**
   * Asks the server that the log is to be read from. Blocks.
   *
   * @throws MigrationException TRANSACTIONS_LOST when it lacks any
   */
  static void require(TransactionSet read, LogTraits traits, LogLink link) {
    boolean domains = traits.gtids() == GtidForm.DOMAINS;
    TransactionSet there = domains ? ofDomains(link) : ofServers(link, traits.namesCommitsInHand());
    if (there.containsAll(read)) {
      return;
    }
    String missing =
        domains
            ? "it read up to " + read + ", and the server has " + there
            : link.ask("SELECT GTID_SUBTRACT('" + read + "', '" + there + "')").replace("\n", "");
    throw new MigrationException(
        BinlogError.TRANSACTIONS_LOST,
        ErrorContext.none(),
        "the source lacks transactions that were read from it before: "
            + (missing.length() > LONGEST ? missing.substring(0, LONGEST) + " …" : missing)
            + ". It is a replica that lagged, or was restored or reset, so the sink may hold what"
            + " the source does not. Connect to the server that has them, or release the project"
            + " and copy anew");
  }

  /**
   * In this order: a transaction is in hand from the moment when it is logged, and leaves that set
   * when it is executed.
   */
  private static TransactionSet ofServers(LogLink link, boolean namesCommitsInHand) {
    String inHand =
        namesCommitsInHand
            ? OWNER.matcher(link.ask("SELECT @@GLOBAL.gtid_owned")).replaceAll("")
            : "";
    String executed = link.ask("SELECT @@GLOBAL.gtid_executed");
    return TransactionSet.parse(executed + "," + inHand, false);
  }

  private static TransactionSet ofDomains(LogLink link) {
    return TransactionSet.domainState(link.ask("SELECT @@GLOBAL.gtid_binlog_state"));
  }
}
