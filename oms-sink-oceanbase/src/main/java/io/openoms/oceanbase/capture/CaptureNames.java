package io.openoms.oceanbase.capture;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The names of what a project has at the source. Immutable.
 *
 * @param project the project's name
 */
record CaptureNames(String project) {

  /** The database of the logs; catalogs leave it out. */
  static final String DATABASE = "oms_capture";

  /** The tables that are captured, of all projects. */
  static final String TABLES = DATABASE + ".captured";

  private static final int SHORT = 12;
  private static final Pattern OWN = Pattern.compile("oms_[0-9a-f]{" + SHORT + "}_.*");

  /** The same for the same name; names of triggers and tables take no longer or stranger ones. */
  String id() {
    return digest(project).substring(0, SHORT);
  }

  /** The table of the keys of changed rows. */
  String log() {
    return DATABASE + "." + logName();
  }

  /** Its name within the database. */
  String logName() {
    return "log_" + id();
  }

  /** The table of the ends of windows. */
  String windows() {
    return DATABASE + "." + windowsName();
  }

  /** Its name within the database. */
  String windowsName() {
    return "windows_" + id();
  }

  /** Whether that is the name of a trigger of some project. */
  static boolean isOwn(String trigger) {
    return OWN.matcher(trigger).matches();
  }

  /** What the names of all its triggers begin with. */
  String prefix() {
    return "oms_" + id() + "_";
  }

  /** A trigger of a table, quoted, with its database. */
  String trigger(String database, long tab, String kind) {
    return Identifiers.quote(database) + "." + Identifiers.quote(prefix() + tab + "_" + kind);
  }

  /** The project's name as a literal. */
  String literal() {
    return Literals.text(project);
  }

  /** The SHA-256 of a text, in hexadecimal. */
  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
