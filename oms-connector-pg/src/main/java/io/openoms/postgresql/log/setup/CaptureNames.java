package io.openoms.postgresql.log.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of what a project makes at the source to follow it. Immutable.
 *
 * @param slot of lower-case letters, digits and underscores, as the server wants it; slots of all
 *     databases of a server share their names
 * @param publication any name of the database
 */
public record CaptureNames(String slot, String publication) {

  private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{1,63}");

  /** The server cuts longer names off without a word. */
  private static final int BYTES = 63;

  private static final int SHOWN = 40;
  private static final int FINGERPRINT = 5;

  /** The names that the caller has chosen; where there is none, {@code oms_} and the project's. */
  public static CaptureNames of(String project, Chosen chosen) {
    String own = own(project);
    return new CaptureNames(chosen.slot().orElse(own), chosen.publication().orElse(own));
  }

  /** The name of what keeps applications from writing to the project's tables. */
  public static String gate(String project) {
    return "openoms_gate_" + fingerprint(project);
  }

  /** Projects whose names become one by that are told apart by a fingerprint. */
  private static String own(String project) {
    String plain = project.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return plain.equals(project) && plain.length() <= SHOWN
        ? "oms_" + plain
        : "oms_" + plain.substring(0, Math.min(SHOWN, plain.length())) + "_" + fingerprint(project);
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

  /**
   * What a caller has chosen of it. Immutable.
   *
   * @param slot the slot's name
   * @param publication the publication's name
   */
  public record Chosen(Optional<String> slot, Optional<String> publication) {

    /** Nothing. */
    public static Chosen none() {
      return new Chosen(Optional.empty(), Optional.empty());
    }

    /** What is wrong with it, as sentences. */
    public List<String> faults() {
      List<String> faults = new ArrayList<>();
      if (slot.filter(name -> !SLOT.matcher(name).matches()).isPresent()) {
        faults.add("slot takes 1 to 63 lower-case letters, digits and underscores");
      }
      if (publication.filter(name -> !isName(name)).isPresent()) {
        faults.add("publication takes a name of 1 to 63 bytes");
      }
      return faults;
    }

    private static boolean isName(String name) {
      return !name.isBlank() && name.getBytes(StandardCharsets.UTF_8).length <= BYTES;
    }
  }
}
