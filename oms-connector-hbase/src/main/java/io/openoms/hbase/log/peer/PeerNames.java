package io.openoms.hbase.log.peer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The names of what a project keeps at the source.
 *
 * @param peer the replication peer's; without a hyphen, which HBase keeps for itself
 */
public record PeerNames(String peer) {

  private static final int SHOWN = 30;
  private static final int FINGERPRINT = 5;

  /** Those of a project. */
  public static PeerNames of(String project) {
    String shown = project.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String start = shown.substring(0, Math.min(SHOWN, shown.length()));
    return new PeerNames("openoms_" + start + "_" + fingerprint(project));
  }

  private static String fingerprint(String project) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(project.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, FINGERPRINT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the project stands in ZooKeeper, as a cluster of its own. */
  public String znode() {
    return "/openoms/" + peer;
  }
}
