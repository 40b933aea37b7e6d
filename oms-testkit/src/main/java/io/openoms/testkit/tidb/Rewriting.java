package io.openoms.testkit.tidb;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What becomes of the statements of one session: each is sent on as it is or with other words, or
 * refused. One thread.
 */
final class Rewriting {

  private static final Pattern VARIABLE =
      Pattern.compile("@@(?:(session|global)\\.)?([a-z_0-9]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern SHOW_VARIABLES =
      Pattern.compile(
          "SHOW\\s+(?:(SESSION|GLOBAL)\\s+)?VARIABLES(?:\\s+(LIKE|WHERE)\\s+(.*))?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?:@@)?(?:(SESSION|GLOBAL|LOCAL)[\\s.]+)?([a-z_0-9]+)\\s*:?=\\s*(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SHOW_POSITION =
      Pattern.compile("SHOW\\s+(MASTER|BINARY\\s+LOG)\\s+STATUS", Pattern.CASE_INSENSITIVE);
  private static final Pattern SHOW_CREATE =
      Pattern.compile("SHOW\\s+CREATE\\s+TABLE\\s+(.*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern INSERT =
      Pattern.compile(
          "\\s*(?:INSERT|REPLACE)\\s+(?:IGNORE\\s+)?INTO\\s+(\\S+?)\\s*\\(([^)]*)\\)\\s*VALUES\\b",
          Pattern.CASE_INSENSITIVE);

  /** What TiDB refuses, by a part of a statement. */
  private static final Map<Pattern, Refusal> LACKING =
      Map.of(
          part("LOCK\\s+IN\\s+SHARE\\s+MODE|\\bFOR\\s+SHARE\\b"),
          Refusal.of(1235, "function LOCK IN SHARE MODE has only noop implementation in tidb now"),
          part("START\\s+TRANSACTION\\s+WITH\\s+CONSISTENT\\s+SNAPSHOT\\s*,"),
          new Refusal(1064, "42000", "You have an error in your SQL syntax near ','"),
          part("FLUSH\\s+TABLES.*WITH\\s+READ\\s+LOCK"),
          Refusal.of(1105, "FLUSH TABLES WITH READ LOCK is not supported"),
          part("\\b(POINT|ST_\\w+|GTID_SUBTRACT|GTID_SUBSET)\\s*\\("),
          new Refusal(1305, "42000", "FUNCTION does not exist"),
          part("\\b_tidb_rowid\\b"),
          new Refusal(1054, "42S22", "Unknown column '_tidb_rowid' in 'field list'"),
          part("^\\s*CREATE\\s+(DEFINER\\S*\\s+)?(TRIGGER|EVENT|PROCEDURE|FUNCTION)\\b"),
          new Refusal(1064, "42000", "You have an error in your SQL syntax"));

  /** A whole row of a view; a test that looks by itself names the columns. */
  private static final String VIEWS = "(?i)\\*\\s+FROM\\s+information_schema\\.views\\b";

  private static final String CHECKED_VIEWS =
      "* FROM (SELECT table_catalog, table_schema, table_name, view_definition,"
          + " 'CASCADED' AS check_option, 'NO' AS is_updatable, definer, security_type"
          + " FROM information_schema.views) AS views";

  private static final String TRANSACTIONS =
      "(SELECT '127.0.0.1:10080' AS instance, t.trx_id AS id, t.trx_rows_modified AS"
          + " mem_buffer_keys, IF(p.command = 'Sleep', 'Idle', IF(t.trx_state = 'LOCK WAIT',"
          + " 'LockWaiting', 'Running')) AS state FROM information_schema.innodb_trx t LEFT JOIN"
          + " information_schema.processlist p ON p.id = t.trx_mysql_thread_id) AS trx";

  private final OwnVariables globals;
  private final OwnVariables own;
  private final ShownTables shown;
  private final LongSupplier now;
  private final IntSupplier servers;
  private final boolean comparesBytes;

  /** The timestamp of the transaction that is open; 0 when none has one. */
  private long started;

  Rewriting(
      OwnVariables globals,
      ShownTables shown,
      LongSupplier now,
      IntSupplier servers,
      boolean comparesBytes) {
    this.globals = globals;
    this.servers = servers;
    this.own = globals.session();
    this.shown = shown;
    this.now = now;
    this.comparesBytes = comparesBytes;
  }

  private static Pattern part(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /** The transaction that was begun has this timestamp. */
  void started(long tso) {
    started = tso;
  }

  /** Why a statement is refused; empty when it is not. */
  Optional<Refusal> refusal(String sql) {
    StringBuilder plain = new StringBuilder();
    SqlPieces.outsideQuotes(
        sql,
        piece -> {
          plain.append(piece).append(' ');
          return piece;
        });
    for (Map.Entry<Pattern, Refusal> one : LACKING.entrySet()) {
      if (one.getKey().matcher(plain).find()) {
        return Optional.of(one.getValue());
      }
    }
    Matcher variable = VARIABLE.matcher(plain);
    while (variable.find()) {
      if (OwnVariables.isLacking(variable.group(2).toLowerCase(Locale.ROOT))) {
        return Optional.of(Refusal.of(1193, "Unknown system variable '" + variable.group(2) + "'"));
      }
    }
    return hindrance(plain.toString()).or(() -> hindranceOfWrite(sql));
  }

  private Optional<Refusal> hindranceOfWrite(String sql) {
    if (!sql.matches("(?is)\\s*(INSERT|UPDATE|DELETE|REPLACE)\\b.*")) {
      return Optional.empty();
    }
    String hindrance = own.hindranceOfWrites();
    if (!hindrance.isEmpty()) {
      return Optional.of(Refusal.of(8110, "the session writes with another " + hindrance));
    }
    Matcher insert = INSERT.matcher(sql);
    return insert.lookingAt()
            && own.value(OwnVariables.EXPLICIT_KEYS).equals("0")
            && shown.givesRandomKey(insert.group(1), insert.group(2))
        ? Optional.of(
            Refusal.of(
                8216,
                "Invalid auto random: Explicit insertion on auto_random column is disabled. Try to"
                    + " set @@allow_auto_random_explicit_insert = true."))
        : Optional.empty();
  }

  /** Whether a statement has just made the cluster read-only. */
  boolean hasJustFrozen(String sql) {
    return sql.matches("(?is)\\s*SET\\s+GLOBAL\\s+" + ReadOnlyMode.VARIABLE + "\\b.*")
        && globals.value(ReadOnlyMode.VARIABLE).equals("1");
  }

  /** Rows of tables are read as of the present alone. */
  private Optional<Refusal> hindrance(String plain) {
    boolean reads = plain.matches("(?is)\\s*SELECT\\b.*\\bFROM\\b.*");
    String hindrance = own.hindrance();
    return !reads || hindrance.isEmpty()
        ? Optional.empty()
        : Optional.of(Refusal.of(9006, "GC life time is shorter: the session has " + hindrance));
  }

  /** The statement that is sent in place of one that is not refused. */
  String of(String sql) {
    Matcher shownVariables = SHOW_VARIABLES.matcher(sql.strip());
    if (shownVariables.matches()) {
      return variables(shownVariables);
    }
    if (SHOW_POSITION.matcher(sql.strip()).matches()) {
      return "SELECT 'tidb-binlog' AS File, "
          + now.getAsLong()
          + " AS Position, '' AS Binlog_Do_DB, '' AS Binlog_Ignore_DB, '' AS Executed_Gtid_Set";
    }
    Matcher create = SHOW_CREATE.matcher(sql.strip());
    if (create.matches()) {
      return shown.answer(create.group(1)).orElse(sql);
    }
    if (sql.strip().regionMatches(true, 0, "SET ", 0, 4)) {
      return assignments(sql.strip().substring(4));
    }
    if (sql.strip().matches("(?is)(COMMIT|ROLLBACK)\\b.*")) {
      started = 0;
    }
    return SqlPieces.outsideQuotes(sql, this::words);
  }

  private String variables(Matcher shownVariables) {
    boolean global = "GLOBAL".equalsIgnoreCase(shownVariables.group(1));
    String condition =
        shownVariables.group(2) == null
            ? ""
            : shownVariables.group(2).equalsIgnoreCase("LIKE")
                ? " WHERE Variable_name LIKE " + shownVariables.group(3)
                : " WHERE " + shownVariables.group(3);
    return "SELECT * FROM " + (global ? globals : own).table(global) + condition;
  }

  private String assignments(String list) {
    List<String> sent =
        SqlPieces.parts(list).stream().filter(one -> !isOwn(one)).collect(Collectors.toList());
    if (list.matches("(?is)GLOBAL\\s+" + ReadOnlyMode.VARIABLE + "\\b.*")) {
      // MySQL judges whether the account may set a global variable.
      return "SET GLOBAL read_only = @@GLOBAL.read_only";
    }
    return sent.isEmpty()
        ? "DO 0"
        : SqlPieces.outsideQuotes("SET " + String.join(", ", sent), this::words);
  }

  /** Keeps the assignment of a variable that is none of MySQL's. */
  private boolean isOwn(String assignment) {
    Matcher one = ASSIGNMENT.matcher(assignment);
    if (!one.matches() || !own.has(one.group(2).toLowerCase(Locale.ROOT))) {
      return false;
    }
    String value = one.group(3).strip().replaceAll("^'(.*)'$", "$1");
    OwnVariables to = "GLOBAL".equalsIgnoreCase(one.group(1)) ? globals : own;
    to.set(one.group(2).toLowerCase(Locale.ROOT), value);
    return true;
  }

  private String words(String piece) {
    String changed =
        piece
            .replaceAll("(?i)\\bVERSION\\(\\)", "'" + own.value("version") + "'")
            .replaceAll("(?i)\\btidb_version\\(\\)", "'Release Version: v8.5.1'")
            .replaceAll("(?i)@@tidb_current_ts\\b", Long.toString(started))
            .replaceAll("(?i)\\bmysql\\.tidb\\b", Matcher.quoteReplacement(table()))
            .replaceAll("(?i)\\binformation_schema\\.tiflash_replica\\b", shown.replicas())
            .replaceAll("(?i)\\binformation_schema\\.cluster_info\\b", servers())
            .replaceAll("(?i)\\binformation_schema\\.cluster_tidb_trx\\b", TRANSACTIONS)
            .replaceAll(VIEWS, CHECKED_VIEWS);
    if (comparesBytes) {
      changed = changed.replaceAll("\\butf8mb4_\\w+_ci\\b", "utf8mb4_bin");
    }
    return VARIABLE.matcher(changed).replaceAll(this::variable);
  }

  private String variable(MatchResult found) {
    String name = found.group(2).toLowerCase(Locale.ROOT);
    OwnVariables from = "global".equalsIgnoreCase(found.group(1)) ? globals : own;
    return Matcher.quoteReplacement(from.has(name) ? "'" + from.value(name) + "'" : found.group());
  }

  private String servers() {
    return IntStream.range(0, servers.getAsInt())
        .mapToObj(i -> "SELECT 'tidb' AS type, '127.0.0.1:" + (4000 + i) + "' AS instance")
        .collect(Collectors.joining(" UNION ALL ", "(", ") AS servers"));
  }

  private String table() {
    return "(SELECT 'new_collation_enabled' AS variable_name, '"
        + (comparesBytes ? "False" : "True")
        + "' AS variable_value UNION ALL SELECT 'cluster_id', '7512345678901234567') AS tidb";
  }
}
