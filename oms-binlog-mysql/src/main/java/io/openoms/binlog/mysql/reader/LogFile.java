package io.openoms.binlog.mysql.reader;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of log files: a common beginning and a number that grows. */
final class LogFile {

  private static final Pattern NAME = Pattern.compile("([^\\s\\p{Cntrl}]+)\\.(\\d{1,18})");

  private LogFile() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Whether a file comes after another one of the same log. */
  static boolean isLater(String file, String before) {
    Matcher later = NAME.matcher(file);
    Matcher earlier = NAME.matcher(before);
    return later.matches()
        && earlier.matches()
        && later.group(1).equals(earlier.group(1))
        && Long.parseLong(later.group(2)) > Long.parseLong(earlier.group(2));
  }
}
