package io.openoms.postgresql.connection;

import io.openoms.jdbc.session.SessionSetting;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings that decide what a statement gives, with one value each. Roles, databases and the
 * driver set others. Every connection has them, also one that reads the log: texts follow the
 * session. Left as the server has them is what decides how fast a statement is (planner, memory),
 * what errors are written in, and what an ordinary role may not set. Stateless.
 */
public final class PostgreSqlSettings {

  /** All of them. */
  public static final List<SessionSetting> ALL =
      Stream.of(texts(), statements(), waits()).flatMap(List::stream).toList();

  private PostgreSqlSettings() {}

  /** How values are written. */
  private static List<SessionSetting> texts() {
    return List.of(
        SessionSetting.of("client_encoding", "UTF8", "values are read as UTF-8"),
        SessionSetting.of("datestyle", "ISO, YMD", "dates are written otherwise"),
        SessionSetting.of("intervalstyle", "postgres", "intervals are written otherwise"),
        SessionSetting.of("timezone", "UTC", "instants are read in UTC"),
        SessionSetting.of("extra_float_digits", "1", "floating-point numbers are rounded"),
        SessionSetting.of("bytea_output", "hex", "bytes are written otherwise"),
        SessionSetting.of("lc_monetary", "C", "money is written otherwise"),
        SessionSetting.of("xmlbinary", "base64", "bytes within XML are written otherwise"),
        SessionSetting.of("xmloption", "content", "XML that is no document is refused"),
        SessionSetting.of("array_nulls", "on", "NULL within an array is read as a text"));
  }

  private static List<SessionSetting> statements() {
    return List.of(
        SessionSetting.of("search_path", "", "names mean other objects"),
        SessionSetting.of("row_security", "off", "policies hide rows without an error"),
        SessionSetting.of("standard_conforming_strings", "on", "backslashes mean something else"),
        SessionSetting.of("transform_null_equals", "off", "= NULL means IS NULL"),
        SessionSetting.of("gin_fuzzy_search_limit", "0", "reads some of the rows"),
        SessionSetting.of("quote_all_identifiers", "off", "definitions are written otherwise"),
        SessionSetting.of(
            "default_transaction_isolation", "read committed", "reads an older state"),
        SessionSetting.of("default_transaction_read_only", "off", "refuses slots and publications"),
        SessionSetting.of("synchronous_commit", "on", "a commit may be lost"),
        SessionSetting.of("default_transaction_deferrable", "off", "waits for other transactions"),
        SessionSetting.of("client_min_messages", "warning", "sends messages nobody reads"));
  }

  /** Limits that would end a long read. */
  private static List<SessionSetting> waits() {
    String ends = "ends a long read";
    return List.of(
        SessionSetting.of("statement_timeout", "0", ends),
        SessionSetting.of("lock_timeout", "0", "a definition may change for hours"),
        SessionSetting.of("idle_in_transaction_session_timeout", "0", "ends a snapshot"),
        SessionSetting.of("idle_session_timeout", "0", "ends a session that waits"),
        SessionSetting.of("transaction_timeout", "0", ends));
  }
}
