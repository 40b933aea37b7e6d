package io.openoms.testkit.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of PostgreSQL that change what a session's statements give or do. Stateless. */
final class PostgreSqlHostility {

  /** The hostile value, then the usual one. */
  private static final Map<String, List<String>> SETTINGS = new LinkedHashMap<>();

  /**
   * No limit ends the statements that set the others. On a busy machine one does, and if it comes
   * just as the statement ends, the server says "canceling statement due to user request".
   */
  private static final String IN_TIME = "?options=-c%20statement_timeout=0%20-c%20lock_timeout=0";

  static {
    // First what would forbid the others.
    of("default_transaction_read_only", "on", "off");
    of("statement_timeout", "'300ms'", "0");
    of("lock_timeout", "'200ms'", "0");
    of("idle_in_transaction_session_timeout", "'1s'", "0");
    of("default_transaction_isolation", "'serializable'", "'read committed'");
    of("DateStyle", "'SQL, DMY'", "'ISO, MDY'");
    of("IntervalStyle", "'sql_standard'", "'postgres'");
    of("TimeZone", "'America/Caracas'", "'UTC'");
    of("extra_float_digits", "-15", "1");
    of("bytea_output", "'escape'", "'hex'");
    of("search_path", "'pg_temp'", "'public'");
    of("standard_conforming_strings", "off", "on");
    of("quote_all_identifiers", "on", "off");
    of("xmloption", "'document'", "'content'");
    of("default_table_access_method", "'heap'", "'heap'");
    of("client_min_messages", "'debug1'", "'notice'");
    of("enable_seqscan", "off", "on");
    of("work_mem", "'64kB'", "'4MB'");
  }

  private PostgreSqlHostility() {}

  private static void of(String name, String hostile, String usual) {
    SETTINGS.put(name, List.of(hostile, usual));
  }

  static Hostility all() {
    List<String> globals = new ArrayList<>();
    List<String> session = new ArrayList<>();
    SETTINGS.forEach(
        (name, values) -> {
          globals.add("ALTER ROLE ALL SET " + name + " TO " + values.get(0));
          session.add("SET " + name + " TO " + values.get(1));
        });
    return new Hostility(globals, session, IN_TIME);
  }
}
