package io.openoms.jdbc.mysql.precheck;

import io.openoms.PrecheckItem;
import java.util.List;
import java.util.Optional;

/**
 * An account and what SHOW GRANTS lists for it. Immutable.
 *
 * @param account {@code 'user'@'host'}
 * @param grants what it was given
 */
public record AccountGrants(String account, Grants grants) {

  /** Those of the user that is logged in. Blocks. */
  public static AccountGrants of(Probe probe) {
    return new AccountGrants(
        Account.of(probe),
        Grants.of(probe.rows("SHOW GRANTS").stream().map(row -> row.get(0)).toList()));
  }

  /**
   * What is to be said of privileges that are not listed; only a warning where the grants are not
   * understood to the end. Empty when none is missing.
   *
   * @param on what GRANT names them on
   */
  public Optional<PrecheckItem> lacks(
      String check, List<String> missing, String subject, String on) {
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String names = String.join(", ", missing);
    String cause = account + " lacks " + names;
    String advice = "GRANT " + names + " ON " + on + " TO " + account;
    return Optional.of(
        grants.isComplete()
            ? PrecheckItem.failed(check, subject, cause, advice)
            : PrecheckItem.warning(check, subject, cause + ", unless a role gives it", advice));
  }

  /** The same of privileges that are wanted on all tables of a database. */
  public Optional<PrecheckItem> lacksOnDatabase(
      String check, List<String> wanted, String database, String on) {
    return lacks(
        check,
        wanted.stream().filter(name -> !grants.coversDatabase(name, database)).toList(),
        "database " + database,
        on);
  }
}
