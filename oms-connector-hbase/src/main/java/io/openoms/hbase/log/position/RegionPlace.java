package io.openoms.hbase.log.position;

/**
 * How far a region is read. Immutable.
 *
 * @param sequence the number of its last entry
 * @param cells how many cells of that entry; {@link #ALL} when it is read as a whole
 */
public record RegionPlace(long sequence, int cells) {

  /** The whole entry. */
  public static final int ALL = -1;

  @Override
  public String toString() {
    return cells == ALL ? Long.toString(sequence) : sequence + "+" + cells;
  }

  static RegionPlace parse(String text) {
    int plus = text.indexOf('+');
    return plus < 0
        ? new RegionPlace(Long.parseLong(text), ALL)
        : new RegionPlace(
            Long.parseLong(text.substring(0, plus)), Integer.parseInt(text.substring(plus + 1)));
  }
}
