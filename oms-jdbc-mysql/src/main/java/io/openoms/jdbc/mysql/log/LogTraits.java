package io.openoms.jdbc.mysql.log;

import io.openoms.spi.ServerFacts;
import java.util.List;

/** How a product's binary log differs. Stateless; thread-safe. Nothing blocks. */
public interface LogTraits {

  /** How the log names its transactions. */
  GtidForm gtids();

  /** Statements that show where the log ends, newest first: an older server knows the last one. */
  List<String> endStatements();

  /** An expression of what a replica has applied, in its transactions' names. */
  String appliedExpression();

  /** The identity of a server, by which its log files differ from another's; empty without one. */
  String server(ServerFacts facts);

  /** Tells which position the rows of a replica belong to, in its primary's log. */
  LogMark standbyMark();

  /** Statements that a session runs before it asks for the log. */
  List<String> readerSettings();

  /** Whether the log holds the rows that foreign keys change. */
  boolean holdsCascades(ServerFacts facts);

  /** Whether a server names transactions that it has logged and not executed yet. */
  default boolean namesCommitsInHand() {
    return true;
  }

  /** How a replica shows its state. */
  ReplicaStatus replicaStatus(ServerFacts facts);

  /**
   * How a replica shows its state. Immutable.
   *
   * @param one a statement for the state of a replica with one primary
   * @param all a statement for the states of all primaries that a server replicates from
   * @param privilege what these statements need
   */
  record ReplicaStatus(String one, String all, String privilege) {}
}
