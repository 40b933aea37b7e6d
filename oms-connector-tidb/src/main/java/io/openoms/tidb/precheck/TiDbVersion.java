package io.openoms.tidb.precheck;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TiDB's own version, which stands behind that of the MySQL that it takes after. Stateless. */
public final class TiDbVersion {

  /** Finds major and minor number in a version, as its two groups. */
  public static final Pattern NUMBER = Pattern.compile(".*-TiDB-v(\\d+)\\.(\\d+).*");

  private TiDbVersion() {}

  /**
   * Whether a server is older than a version, or does not tell its own.
   *
   * @param version as {@code VERSION()} says
   */
  public static boolean isBefore(String version, int major, int minor) {
    Matcher found = NUMBER.matcher(version);
    if (!found.matches()) {
      return true;
    }
    int own = Integer.parseInt(found.group(1));
    return own < major || (own == major && Integer.parseInt(found.group(2)) < minor);
  }
}
