package io.openoms.mysql.precheck;

import io.openoms.jdbc.mysql.precheck.AccountGrants;
import io.openoms.jdbc.mysql.precheck.Probe;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a server lets an account write. A server that is guarded after a switchover is read-only,
 * and still takes writes of accounts that are exempt, such as the engine's own. Stateless.
 */
final class WriteRefusal {

  private static final Set<String> OFF = Set.of("0", "OFF");
  private static final List<String> EXEMPT =
      List.of("SUPER", "CONNECTION_ADMIN", "READ_ONLY ADMIN");

  private WriteRefusal() {}

  /** Whether the server is read-only for that account. Blocks. */
  static boolean isReadOnly(Probe probe, AccountGrants account) {
    Map<String, String> found =
        probe
            .rows("SHOW GLOBAL VARIABLES WHERE variable_name IN ('read_only', 'super_read_only')")
            .stream()
            .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));
    boolean strict = !OFF.contains(found.getOrDefault("super_read_only", "OFF"));
    boolean plain = !OFF.contains(found.getOrDefault("read_only", "OFF"));
    boolean exempt = EXEMPT.stream().anyMatch(right -> account.grants().covers(right, "*", "*"));
    return strict || (plain && !exempt);
  }
}
