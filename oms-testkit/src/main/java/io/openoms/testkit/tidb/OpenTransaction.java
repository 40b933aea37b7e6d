package io.openoms.testkit.tidb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a session's transaction has written. One thread. */
final class OpenTransaction {

  private static final Pattern AUTOCOMMIT =
      Pattern.compile("(?is).*\\bautocommit\\s*:?=\\s*(\\w+).*");
  private static final Pattern BEGIN =
      Pattern.compile("(?is)\\s*(BEGIN|START\\s+TRANSACTION)\\b.*");
  private static final Pattern END = Pattern.compile("(?is)\\s*(COMMIT|ROLLBACK(?!\\s+TO))\\b.*");
  private static final Pattern CHANGE =
      Pattern.compile("(?is)\\s*(INSERT|UPDATE|DELETE|REPLACE)\\b.*");

  private boolean isImplicit;
  private boolean isBegun;
  private boolean hasWritten;

  /** Takes a statement that is sent to the server. */
  void take(String sql) {
    Matcher autocommit = AUTOCOMMIT.matcher(sql);
    if (sql.strip().regionMatches(true, 0, "SET", 0, 3) && autocommit.matches()) {
      isImplicit = autocommit.group(1).equals("0") || autocommit.group(1).equalsIgnoreCase("OFF");
      hasWritten = false;
    } else if (BEGIN.matcher(sql).matches()) {
      isBegun = true;
      hasWritten = false;
    } else if (END.matcher(sql).matches()) {
      isBegun = false;
      hasWritten = false;
    } else if (CHANGE.matcher(sql).matches()) {
      hasWritten = isImplicit || isBegun;
    }
  }

  boolean hasWritten() {
    return hasWritten;
  }
}
