package io.openoms.tck.workload;

import io.openoms.testkit.DatabaseServer;
import java.util.EnumSet;
import java.util.Set;

/** What a workload can do; each can be left out, and each that happened is counted. */
public enum Feature {
  /** Rows of tables with integer keys. */
  INTEGER_KEYS,
  /** Rows of a table whose key has a text, a number and a time. */
  COMPOSITE_KEYS,
  /** Rows of tables whose keys are texts, with a case-insensitive and a binary collation. */
  TEXT_KEYS,
  /** Rows of a table whose key is bytes. */
  BINARY_KEYS,
  /** Rows of tables with one and two unique secondary keys, NULLs among them. */
  UNIQUE_KEYS,
  /** Exact duplicates in tables without a key: n of them inserted, changed, deleted. */
  KEYLESS_DUPLICATES,
  /** A row gets another key. */
  KEY_UPDATES,
  /** Keys move up in a chain, 3 to 4, 2 to 3, 1 to 2, in one transaction. */
  KEY_SHIFTS,
  /** A key changes in the case of its letters alone. */
  KEY_CASE,
  /** A key gets or loses a space at its end. */
  KEY_TRAILING_SPACE,
  /** Two rows exchange their unique values in one transaction. */
  UNIQUE_SWAPS,
  /** A row's unique value passes to another row, in one transaction. */
  UNIQUE_HANDOVERS,
  /** The same over two transactions. */
  UNIQUE_HANDOVERS_IN_TWO,
  /** REPLACE, which may remove several rows. */
  REPLACES,
  /** INSERT … ON DUPLICATE KEY UPDATE. */
  UPSERTS,
  /** Statements that insert, update or delete many rows. */
  MULTI_ROW,
  /** A row is deleted and inserted again in one transaction. */
  REINSERTS,
  /** Transactions of many rows. */
  LARGE_TRANSACTIONS,
  /** Large objects from one byte to megabytes. */
  LOBS,
  /** JSON documents. */
  JSON,
  /** Generated columns, stored and virtual; not MySQL 5.6. */
  GENERATED_COLUMNS,
  /**
   * Rows of a table of MyISAM, each changed by a statement of its own. Only where it is asked for:
   * a server that is killed leaves there what its log lacks.
   */
  WITHOUT_TRANSACTIONS,
  /** Every type's edge values. */
  EDGE_VALUES,
  /** Columns in latin1 and gbk. */
  SCRIPTS,
  /** Zero and partial dates, in sessions with an empty sql_mode. */
  RELAXED_MODE,
  /** ON DELETE and ON UPDATE CASCADE, which the log of most servers lacks. */
  CASCADES,
  /** Transactions that go back to a savepoint and on from there. */
  SAVEPOINTS,
  /** Transactions that are rolled back after they changed rows. */
  ROLLBACKS,
  /** XA transactions, committed after being prepared, with others in between. */
  XA,
  /** XA transactions that are rolled back after being prepared. */
  XA_ROLLBACKS,
  /** Sessions with binlog_row_value_options=PARTIAL_JSON; MySQL. */
  PARTIAL_JSON,
  /** Sessions with binlog_transaction_compression=ON; MySQL. */
  COMPRESSION,
  /** Sessions with binlog_row_image=MINIMAL. */
  MINIMAL_IMAGES,
  /** Sessions with binlog_row_image=NOBLOB. */
  NOBLOB_IMAGES,
  /** Sessions with another time zone. */
  TIME_ZONES,
  /** Sessions whose statements are in latin1 or gbk. */
  CHARACTER_SETS;

  /** All that a server can do in transactions. Blocks to ask for the server's version. */
  public static Set<Feature> of(DatabaseServer server) {
    EnumSet<Feature> features = EnumSet.allOf(Feature.class);
    features.remove(WITHOUT_TRANSACTIONS);
    if (server.version().contains("MariaDB")) {
      features.removeAll(EnumSet.of(PARTIAL_JSON, COMPRESSION));
    }
    if (server.version().startsWith("5.6")) {
      // An INSERT IGNORE fails there by a foreign key.
      features.removeAll(EnumSet.of(JSON, GENERATED_COLUMNS, PARTIAL_JSON, COMPRESSION, CASCADES));
    }
    return features;
  }
}
