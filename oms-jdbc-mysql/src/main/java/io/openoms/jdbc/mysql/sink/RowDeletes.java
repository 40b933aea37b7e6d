package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import java.sql.SQLException;
import java.util.List;

/** Deletes rows by their keys, many in a statement. One thread. */
final class RowDeletes {

  /** Conditions are deeper than lists. */
  private static final int KEYS_IN_CONDITION = 200;

  private final InsertChannel channel;
  private final SqlBytes out;
  private final int maxBytes;
  private final int keysInList;

  RowDeletes(InsertChannel channel, SqlBytes out, int maxBytes, int keysInList) {
    this.keysInList = keysInList;
    this.channel = channel;
    this.out = out;
    this.maxBytes = maxBytes;
  }

  /** How a row's condition is written. */
  private enum Form {
    TUPLE,
    EQUAL,
    ONWARD
  }

  /** Deletes them; gives how many were there. */
  long delete(ObjectName table, RowBatch keys) throws SQLException {
    return delete(table, keys, KeyPredicate.isListed(keys.columns()) ? Form.TUPLE : Form.EQUAL);
  }

  /** Deletes what has a key's values, or in the last column a greater one. */
  long deleteOnward(ObjectName table, RowBatch keys) throws SQLException {
    return delete(table, keys, Form.ONWARD);
  }

  private long delete(ObjectName table, RowBatch keys, Form form) throws SQLException {
    List<ColumnDefinition> key = keys.columns();
    boolean listed = form == Form.TUPLE;
    boolean twice = listed && KeyPredicate.isLoose(key);
    String head =
        "DELETE FROM "
            + Identifiers.quote(table)
            + " WHERE "
            + (listed ? KeyPredicate.in(key) : "(");
    String exactly = twice ? ") AND " + KeyPredicate.exactlyIn(key) : "";
    int most = maxBytes - 4 * (head.length() + exactly.length());
    long deleted = 0;
    int row = 0;
    while (row < keys.rows()) {
      int end = render(keys, row, twice ? most / 2 : most, form);
      if (twice) {
        out.append(exactly);
        appendList(keys, row, end);
      }
      row = end;
      deleted += channel.execute(head, out.padded(most), ")");
    }
    return deleted;
  }

  private int render(RowBatch keys, int first, int most, Form form) {
    out.clear();
    int end = Math.min(keys.rows(), first + (form == Form.TUPLE ? keysInList : KEYS_IN_CONDITION));
    int row = first;
    while (row < end) {
      int before = out.size();
      append(keys, row, row == first, form);
      if (out.size() > most && row > first) {
        out.truncate(before);
        break;
      }
      row++;
    }
    return row;
  }

  private void appendList(RowBatch keys, int first, int end) {
    for (int row = first; row < end; row++) {
      append(keys, row, row == first, Form.TUPLE);
    }
  }

  private void append(RowBatch keys, int row, boolean first, Form form) {
    String between = form == Form.TUPLE ? "," : " OR ";
    out.append(first ? "" : between);
    switch (form) {
      case TUPLE -> KeyPredicate.appendTuple(out, keys, row);
      case EQUAL -> KeyPredicate.appendEquals(out, keys, row);
      case ONWARD -> KeyPredicate.appendOnward(out, keys, row);
    }
  }
}
