package io.openoms.jdbc.mysql.traits;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions of a product there are tests for. Immutable.
 *
 * @param tested matches the versions that this library's own tests run against
 * @param oldest the oldest version that can work, as {@code 100 * major + minor}: below it, session
 *     settings that every connection needs do not exist
 * @param number finds major and minor number in a version, as its two groups
 */
public record VersionTraits(Pattern tested, int oldest, Pattern number) {

  private static final Pattern AT_THE_BEGINNING = Pattern.compile("(\\d+)\\.(\\d+).*");

  /** The versions of a product whose own number stands first. */
  public VersionTraits(Pattern tested, int oldest) {
    this(tested, oldest, AT_THE_BEGINNING);
  }

  /** Whether a version is older than all that can work. */
  public boolean isTooOld(String version) {
    Matcher found = number.matcher(version);
    return found.matches()
        && Integer.parseInt(found.group(1)) * 100 + Integer.parseInt(found.group(2)) < oldest;
  }

  /** Whether this library is tested with a version. */
  public boolean isTested(String version) {
    return tested.matcher(version).matches();
  }
}
