package io.openoms.testkit.tidb;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code tidb_super_read_only} does: it refuses the writes of all accounts but those that were
 * given RESTRICTED_REPLICA_WRITER_ADMIN by name, and commits of what they have written.
 * Thread-safe.
 */
final class ReadOnlyMode {

  /** The variable. */
  static final String VARIABLE = "tidb_super_read_only";

  static final String COMMIT = "(?is)\\s*COMMIT\\b.*";

  /** One that may turn autocommit on; variables can always be set. */
  private static final String SET = "(?is)\\s*SET\\b.*";

  private static final Refusal REFUSAL = Refusal.of(1836, "Running in read-only mode");

  private static final Pattern GRANT =
      Pattern.compile(
          "\\s*GRANT\\s+RESTRICTED_REPLICA_WRITER_ADMIN\\s+ON\\s+\\*\\.\\*\\s+TO\\s+[`']?(\\w+).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final OwnVariables globals;
  private final Set<String> exempt = ConcurrentHashMap.newKeySet();

  ReadOnlyMode(OwnVariables globals) {
    this.globals = globals;
  }

  /** Whether a statement gives the privilege, which MySQL does not know. */
  boolean isGrant(String sql) {
    Matcher grant = GRANT.matcher(sql);
    if (grant.matches()) {
      exempt.add(grant.group(1).toLowerCase(Locale.ROOT));
    }
    return grant.matches();
  }

  boolean isExempt(String user) {
    return exempt.contains(user.toLowerCase(Locale.ROOT));
  }

  /**
   * Why a statement that writes is refused; empty when it is not.
   *
   * @param hasWritten whether its transaction has written before
   */
  Optional<Refusal> refusal(String user, String sql, boolean hasWritten) {
    boolean commitsNothing = (sql.matches(COMMIT) || sql.matches(SET)) && !hasWritten;
    return globals.value(VARIABLE).equals("0") || isExempt(user) || commitsNothing
        ? Optional.empty()
        : Optional.of(REFUSAL);
  }
}
