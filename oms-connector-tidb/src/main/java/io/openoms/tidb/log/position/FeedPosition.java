package io.openoms.tidb.log.position;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import io.openoms.tidb.error.ChangefeedError;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place in the stream: {@code tidb/1 tso=N p0=OFFSET,p1=OFFSET,…}. It is behind all transactions
 * that committed at or before the timestamp; every record of a later one is at or behind its
 * partition's offset. A position that comes from the server alone has no offsets. Immutable.
 *
 * @param tso the timestamp
 * @param offsets where to begin in each partition; empty when that is not known
 */
public record FeedPosition(long tso, SortedMap<Integer, Long> offsets) {

  private static final String KIND = "tidb/1 ";
  private static final Pattern FORM =
      Pattern.compile("tidb/1 tso=(\\d{1,19})(?: (p\\d{1,9}=\\d{1,19}(?:,p\\d{1,9}=\\d{1,19})*))?");
  private static final Pattern OFFSET = Pattern.compile("p(\\d+)=(\\d+)");

  public FeedPosition {
    offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
  }

  /** A place with those offsets. */
  public static FeedPosition of(long tso, Map<Integer, Long> offsets) {
    return new FeedPosition(tso, new TreeMap<>(offsets));
  }

  /**
   * Reads a position.
   *
   * @throws MigrationException when it is not one of this endpoint's
   */
  public static FeedPosition parse(Position position) {
    Matcher form = FORM.matcher(position.text());
    try {
      if (form.matches()) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        Matcher offset = OFFSET.matcher(form.group(2) == null ? "" : form.group(2));
        while (offset.find()) {
          offsets.put(Integer.valueOf(offset.group(1)), Long.valueOf(offset.group(2)));
        }
        return new FeedPosition(Long.parseLong(form.group(1)), offsets);
      }
    } catch (NumberFormatException e) {
      throw invalid(position);
    }
    throw invalid(position);
  }

  private static MigrationException invalid(Position position) {
    return new MigrationException(
        ChangefeedError.TOPIC_POSITION_INVALID,
        ErrorContext.none().withPosition(position.text()),
        "this is no position of a changefeed");
  }

  /** As the engine stores it. */
  public Position position() {
    String vector =
        offsets.entrySet().stream()
            .map(entry -> "p" + entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(","));
    return new Position(KIND + "tso=" + tso + (vector.isEmpty() ? "" : " " + vector));
  }

  /** Whether a transaction is before it. */
  public boolean includes(long commitTs) {
    return commitTs <= tso;
  }
}
