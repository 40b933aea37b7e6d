package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** The two-phase (XA) transaction at hand, up to its being prepared. One thread. */
final class TwoPhaseTransaction {

  private static final Pattern XID = Pattern.compile("X'[0-9A-Fa-f]*',X'[0-9A-Fa-f]*',-?\\d+");

  private boolean preparing;
  private boolean hasRows;
  private String xid = "";

  /** What a statement of the log says about such a transaction. */
  record Statement(String verb, String xid) {

    static Statement read(String sql) {
      String[] parts = sql.split("\\s+", 3);
      String xid = parts.length < 3 ? "" : parts[2].replaceAll("\\s+", "");
      if (!XID.matcher(xid).matches()) {
        throw new MalformedEventException("the log has the statement " + sql);
      }
      return new Statement(parts[1].toUpperCase(Locale.ROOT), xid);
    }
  }

  /** It begins; its name may not be known yet. */
  void begin(String name) {
    preparing = true;
    xid = name;
  }

  /** Its statement of the end names it, where the beginning may not have. */
  void name(String name) {
    if (!preparing || (!xid.isEmpty() && !xid.equals(name))) {
      throw new MalformedEventException("the XA transaction " + name + " ends, but began not");
    }
    xid = name;
  }

  boolean isPreparing() {
    return preparing;
  }

  void sawRows() {
    hasRows = true;
  }

  /** What its end says. */
  record Prepared(String xid, boolean hasRows, boolean onePhase) {}

  /** Takes the event of its end, which names it once more. */
  Prepared end(Cursor body) {
    int onePhase = body.u1();
    String named = name(body);
    if (!preparing || onePhase > 1 || !named.equalsIgnoreCase(xid)) {
      throw new MalformedEventException("the XA transaction '" + xid + "' ends as " + named);
    }
    Prepared prepared = new Prepared(xid, hasRows, onePhase == 1);
    clear();
    return prepared;
  }

  void clear() {
    preparing = false;
    hasRows = false;
    xid = "";
  }

  void requireNone() {
    if (preparing) {
      throw new MalformedEventException("the XA transaction '" + xid + "' ends in no known way");
    }
  }

  /** As statements write it. */
  private static String name(Cursor body) {
    int format = body.i4();
    long global = body.u4();
    long branch = body.u4();
    HexFormat hex = HexFormat.of();
    String first = hex.formatHex(body.bytes(global));
    return "X'" + first + "',X'" + hex.formatHex(body.bytes(branch)) + "'," + format;
  }
}
