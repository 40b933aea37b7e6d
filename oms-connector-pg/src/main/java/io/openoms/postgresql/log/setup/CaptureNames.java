package io.openoms.postgresql.log.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The names of a project's slot and publication: one name for both, of letters, digits and
 * underscores, as slots need it. It ends with a fingerprint of project and database, as slots of
 * all databases of a server share their names. Stateless.
 */
public final class CaptureNames {

  private static final int SHOWN = 30;
  private static final int FINGERPRINT = 5;

  private CaptureNames() {}

  /** The name. */
  public static String of(String project, String database) {
    String shown = project.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String start = shown.substring(0, Math.min(SHOWN, shown.length()));
    return "openoms_" + start + "_" + fingerprint(project + "\n" + database);
  }

  private static String fingerprint(String text) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, FINGERPRINT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
