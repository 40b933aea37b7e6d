package io.openoms.jdbc.mysql.connection;

import java.util.Map;

/** What Connector/J is told; callers' own properties win. */
final class DriverProperties {

  private DriverProperties() {}

  static Map<String, String> defaults() {
    return Map.ofEntries(
        Map.entry("characterEncoding", "UTF-8"),
        Map.entry("connectTimeout", "10000"),
        Map.entry("tcpKeepAlive", "true"),
        Map.entry("socketFactory", WireSocketFactory.class.getName()),
        Map.entry("useServerPrepStmts", "false"),
        Map.entry("useCursorFetch", "false"),
        // Counts of changed rows, not of found ones: fences and marks rest on them.
        Map.entry("useAffectedRows", "true"),
        // Braces are letters of names and texts. TrackedConnection does the same for callers' own.
        Map.entry("enableEscapeProcessing", "false"),
        Map.entry("processEscapeCodesForPrepStmts", "false"),
        Map.entry("connectionTimeZone", "UTC"),
        Map.entry("tinyInt1isBit", "false"),
        Map.entry("yearIsDateType", "false"),
        Map.entry("maintainTimeStats", "false"),
        Map.entry("cacheServerConfiguration", "false"));
  }
}
