package io.openoms.hbase.log.position;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.error.PeerError;
import io.openoms.spi.data.Position;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place in the log of all regions. Regions have no order among each other, so two things count
 * what was passed: the deliveries, in the order in which they arrived here, and the marks, which
 * are set at the source. Immutable.
 *
 * @param deliveries the number of the last delivery before it
 * @param mark the last mark that is before it
 * @param regions the last entry of each region, for a reader's position; empty for a place that was
 *     asked for
 */
public record PeerPosition(long deliveries, long mark, Optional<Map<String, RegionPlace>> regions) {

  private static final Pattern FORM =
      Pattern.compile("hbase/1 n=(\\d{1,18}) mark=(\\d{1,18})( regions=(\\S*))?");

  public PeerPosition {
    regions = regions.map(Map::copyOf);
  }

  /** A place that was asked for. */
  public static PeerPosition place(long deliveries, long mark) {
    return new PeerPosition(deliveries, mark, Optional.empty());
  }

  /**
   * Reads {@link #position}'s form.
   *
   * @throws MigrationException PEER_POSITION_INVALID
   */
  public static PeerPosition parse(Position position) {
    Matcher form = FORM.matcher(position.text());
    try {
      if (form.matches()) {
        return new PeerPosition(
            Long.parseLong(form.group(1)),
            Long.parseLong(form.group(2)),
            Optional.ofNullable(form.group(4)).map(PeerPosition::regions));
      }
    } catch (NumberFormatException e) {
      throw invalid(position, e);
    }
    throw invalid(position, null);
  }

  private static MigrationException invalid(Position position, @Nullable Exception cause) {
    return new MigrationException(
        PeerError.PEER_POSITION_INVALID,
        ErrorContext.none().withPosition(position.text()),
        "the position is not one of this version",
        cause);
  }

  private static Map<String, RegionPlace> regions(String text) {
    Map<String, RegionPlace> regions = new TreeMap<>();
    for (String region : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int colon = region.indexOf(':');
      if (colon < 0) {
        throw new NumberFormatException("a region without a number");
      }
      regions.put(region.substring(0, colon), RegionPlace.parse(region.substring(colon + 1)));
    }
    return regions;
  }

  /** Its text. */
  public Position position() {
    String places =
        regions
            .map(
                all ->
                    new TreeMap<>(all)
                        .entrySet().stream()
                            .map(region -> region.getKey() + ":" + region.getValue())
                            .collect(Collectors.joining(",", " regions=", "")))
            .orElse("");
    return new Position("hbase/1 n=" + deliveries + " mark=" + mark + places);
  }

  /** Whether all that is before another one is before this one. */
  public boolean covers(PeerPosition other) {
    return mark >= other.mark && (other.regions.isEmpty() || deliveries >= other.deliveries);
  }
}
