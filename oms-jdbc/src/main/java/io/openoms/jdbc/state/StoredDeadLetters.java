package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.data.KeyTuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows whose changes were left to the caller, in the bookkeeping. One thread. */
final class StoredDeadLetters {

  /** Made by later versions of the same format; earlier ones know nothing of it. */
  static final String TABLE = "dead_letter";

  private static final int AT_A_TIME = 200;

  /** Keys may be longer than what a server takes into a primary key. */
  private static final List<String> COLUMNS =
      List.of("project", "target_database", "target_name", "key_digest", "row_key");

  private static final String OF_TABLE =
      " WHERE project = ? AND target_database = ? AND target_name = ?";

  private final SqlRunner sql;
  private final StateTables tables;

  StoredDeadLetters(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  void add(String project, ObjectName target, Collection<KeyTuple> keys) {
    List<KeyTuple> all = keys.stream().distinct().toList();
    for (int from = 0; from < all.size(); from += AT_A_TIME) {
      List<KeyTuple> some = all.subList(from, Math.min(all.size(), from + AT_A_TIME));
      List<@Nullable Object> values = new ArrayList<>();
      for (KeyTuple key : some) {
        values.addAll(
            List.of(project, target.database(), target.name(), digest(key), key.encode()));
      }
      sql.update(tables.replace(TABLE, COLUMNS, some.size()), values.toArray());
    }
  }

  void remove(String project, ObjectName target, Collection<KeyTuple> keys) {
    for (KeyTuple key : keys) {
      sql.update(
          "DELETE FROM " + tables.table(TABLE) + OF_TABLE + " AND key_digest = ?",
          project,
          target.database(),
          target.name(),
          digest(key));
    }
  }

  Map<ObjectName, Set<KeyTuple>> some(String project, int limit) {
    Map<ObjectName, Set<KeyTuple>> keys = new HashMap<>();
    sql.query(
            "SELECT target_database, target_name, row_key FROM "
                + tables.table(TABLE)
                + " WHERE project = ? LIMIT "
                + limit,
            row ->
                Map.entry(
                    new ObjectName(row.getString(1), row.getString(2)),
                    KeyTuple.decode(row.getString(3))),
            project)
        .forEach(
            row -> keys.computeIfAbsent(row.getKey(), any -> new HashSet<>()).add(row.getValue()));
    return keys;
  }

  private static String digest(KeyTuple key) {
    try {
      byte[] text = key.encode().getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
