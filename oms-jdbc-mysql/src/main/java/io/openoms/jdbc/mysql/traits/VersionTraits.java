package io.openoms.jdbc.mysql.traits;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions of a product there are tests for. Immutable.
 *
 * @param tested matches the versions that this library's own tests run against
 * @param oldest the oldest version that can work, as {@code 100 * major + minor}: below it, session
 *     settings that every connection needs do not exist
 */
public record VersionTraits(Pattern tested, int oldest) {

  private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.(\\d+).*");

  /** Whether a version is older than all that can work. */
  public boolean isTooOld(String version) {
    Matcher number = NUMBER.matcher(version);
    return number.matches()
        && Integer.parseInt(number.group(1)) * 100 + Integer.parseInt(number.group(2)) < oldest;
  }

  /** Whether this library is tested with a version. */
  public boolean isTested(String version) {
    return tested.matcher(version).matches();
  }
}
