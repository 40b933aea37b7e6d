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
        SessionSetting.of("client_encoding", "UTF8", "sends values in another encoding"),
        SessionSetting.of("datestyle", "ISO, YMD", "writes dates otherwise"),
        SessionSetting.of("intervalstyle", "postgres", "writes intervals otherwise"),
        SessionSetting.of("timezone", "UTC", "reads and shows instants in another zone"),
        SessionSetting.of("extra_float_digits", "1", "rounds floating-point numbers"),
        SessionSetting.of("bytea_output", "hex", "writes bytes otherwise"),
        SessionSetting.of("lc_monetary", "C", "writes money otherwise"),
        SessionSetting.of("xmlbinary", "base64", "writes bytes within XML otherwise"),
        SessionSetting.of("xmloption", "content", "refuses XML that is no document"),
        SessionSetting.of("array_nulls", "on", "reads NULL within an array as a text"));
  }

  private static List<SessionSetting> statements() {
    return List.of(
        SessionSetting.of("search_path", "", "takes names for other objects"),
        SessionSetting.of("row_security", "off", "hides rows without an error"),
        SessionSetting.of("standard_conforming_strings", "on", "takes backslashes otherwise"),
        SessionSetting.of("transform_null_equals", "off", "takes = NULL for IS NULL"),
        SessionSetting.of("gin_fuzzy_search_limit", "0", "reads some of the rows"),
        SessionSetting.of("quote_all_identifiers", "off", "writes definitions otherwise"),
        SessionSetting.of(
            "default_transaction_isolation", "read committed", "reads an older state"),
        SessionSetting.of("default_transaction_read_only", "off", "refuses slots and publications"),
        SessionSetting.of("synchronous_commit", "on", "may lose a commit"),
        SessionSetting.of("default_transaction_deferrable", "off", "waits for other transactions"),
        SessionSetting.of("client_min_messages", "warning", "sends messages nobody reads"));
  }

  /** Limits that would end a long read. */
  private static List<SessionSetting> waits() {
    String ends = "ends a long read";
    return List.of(
        SessionSetting.of("statement_timeout", "0", ends),
        SessionSetting.of("lock_timeout", "0", "gives up while a definition changes"),
        SessionSetting.of("idle_in_transaction_session_timeout", "0", "ends a snapshot"),
        SessionSetting.of("idle_session_timeout", "0", "ends a session that waits"),
        SessionSetting.of("transaction_timeout", "0", ends));
  }
}
