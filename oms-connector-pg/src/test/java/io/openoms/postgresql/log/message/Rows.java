package io.openoms.postgresql.log.message;

import java.util.Objects;

/** Rows of messages. Stateless. */
public final class Rows {

  private Rows() {}

  /** A row: null is NULL, and the empty text is a value that is not sent. */
  public static Tuple tuple(String... values) {
    LogMessage.Row row = (LogMessage.Row) new MessageBytes('I').four(1).row('N', values).decoded();
    return Objects.requireNonNull(row.after());
  }
}
