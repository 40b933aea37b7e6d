package io.openoms.postgresql.catalog;

import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.postgresql.type.UnfitValueException;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.Partitioning.Method;
import io.openoms.spi.data.Partitioning.Partition;
import io.openoms.spi.data.Partitioning.Scheme;
import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a table is cut, in standard SQL where it is cut by one column of whole numbers or days, or by
 * ranges of moments. There is always a partition for all the rest: the server may get further
 * partitions while its changes are followed, whose rows must find a place. Otherwise the text keeps
 * its language. Immutable.
 *
 * @param columns the table's columns
 * @param parts name, bounds, and whether it is cut again, of each partition
 */
record Partitions(List<ColumnDefinition> columns, List<Fact> parts) {

  private static final Pattern KEY =
      Pattern.compile("(RANGE|LIST|HASH) \\((?:\"((?:[^\"]|\"\")+)\"|([a-z0-9_$]+))\\)");
  private static final Pattern RANGE =
      Pattern.compile("FOR VALUES FROM \\([^,]*\\) TO \\((?:(MAXVALUE)|'?([^',]+)'?)\\)");
  private static final Pattern LIST = Pattern.compile("FOR VALUES IN \\((.*)\\)");
  private static final Pattern HASH =
      Pattern.compile("FOR VALUES WITH \\(modulus (\\d+), remainder (\\d+)\\)");
  private static final String DEFAULT = "DEFAULT";
  private static final String MOST = "MAXVALUE";

  /** The upper end of a range, as it travels; MAXVALUE for none. */
  private record End(String name, String value) {

    boolean isMost() {
      return value.equals(MOST);
    }
  }

  /** The partitioning that the server shows as that text, such as {@code RANGE (at)}. */
  Partitioning of(String text) {
    Matcher key = KEY.matcher(text);
    try {
      return key.matches() ? translated(key) : foreign(text);
    } catch (UnfitValueException e) {
      return foreign(text);
    }
  }

  private Partitioning translated(Matcher key) {
    String name = key.group(2) == null ? key.group(3) : key.group(2).replace("\"\"", "\"");
    ColumnDefinition column =
        columns.stream()
            .filter(one -> one.name().equals(name) && one.generated().isEmpty())
            .findFirst()
            .orElseThrow(Partitions::unfit);
    return switch (key.group(1)) {
      case "RANGE" -> cut(Method.RANGE_COLUMNS, column, ranges(column));
      case "LIST" -> cut(Method.LIST_COLUMNS, column, lists(column));
      default -> cut(Method.KEY, column, hashes());
    };
  }

  private static Partitioning cut(
      Method method, ColumnDefinition column, List<Partition> partitions) {
    String name = "\"" + column.name().replace("\"", "\"\"") + "\"";
    return new Partitioning(
        new Scheme(method, false, new SqlText(Dialect.STANDARD, name)),
        Optional.empty(),
        partitions);
  }

  private List<Partition> ranges(ColumnDefinition column) {
    ColumnType type = column.type().neutral();
    boolean isWhole = type instanceof ColumnType.Whole;
    require(isWhole || type instanceof ColumnType.Day || type instanceof ColumnType.Timestamp);
    List<End> ends = bounded().map(part -> end(part, column)).toList();
    Comparator<End> order =
        isWhole
            ? Comparator.comparing(end -> new BigInteger(end.value()))
            : Comparator.comparing(End::value);
    List<Partition> sorted = new ArrayList<>();
    ends.stream()
        .filter(end -> !end.isMost())
        .sorted(order)
        .forEach(
            end ->
                sorted.add(partition(end.name(), isWhole ? end.value() : "'" + end.value() + "'")));
    String last = ends.stream().filter(End::isMost).findFirst().map(End::name).orElse(rest());
    sorted.add(partition(last, MOST));
    return sorted;
  }

  private Stream<Fact> bounded() {
    return parts.stream().filter(part -> !part.text(1).equals(DEFAULT));
  }

  private static End end(Fact part, ColumnDefinition column) {
    Matcher bounds = RANGE.matcher(part.text(1));
    require(bounds.matches());
    return new End(part.text(0), bounds.group(1) == null ? value(column, bounds.group(2)) : MOST);
  }

  /** As it travels: of a moment in UTC, without its zone. */
  private static String value(ColumnDefinition column, String shown) {
    byte[] text = shown.getBytes(StandardCharsets.UTF_8);
    return new String(ValueConversions.of(column.type()).of(text), StandardCharsets.UTF_8);
  }

  private List<Partition> lists(ColumnDefinition column) {
    ColumnType type = column.type().neutral();
    boolean isWhole = type instanceof ColumnType.Whole;
    require(isWhole || type instanceof ColumnType.Day);
    List<Partition> lists = new ArrayList<>();
    for (Fact part : bounded().toList()) {
      Matcher bounds = LIST.matcher(part.text(1));
      require(bounds.matches());
      List<String> members = new ArrayList<>();
      for (String shown : bounds.group(1).split(", ", -1)) {
        String value = shown.replace("'", "");
        boolean isNull = value.equals("NULL");
        members.add(isNull || isWhole ? value : "'" + value(column, value) + "'");
      }
      lists.add(partition(part.text(0), String.join(", ", members)));
    }
    lists.add(new Partition(rest(), Optional.empty(), "", List.of()));
    return lists;
  }

  /** The target spreads rows in its own way, over as many partitions. */
  private List<Partition> hashes() {
    List<Partition> hashes = new ArrayList<>();
    for (Fact part : parts) {
      Matcher bounds = HASH.matcher(part.text(1));
      require(bounds.matches() && Integer.parseInt(bounds.group(1)) == parts.size());
      hashes.add(new Partition("p" + hashes.size(), Optional.empty(), "", List.of()));
    }
    require(!hashes.isEmpty());
    return hashes;
  }

  /** The server's own partition for the rest, or one with a name that no other one has. */
  private String rest() {
    return parts.stream()
        .filter(part -> part.text(1).equals(DEFAULT))
        .findFirst()
        .map(part -> part.text(0))
        .orElseGet(this::unusedName);
  }

  private String unusedName() {
    String name = "p_rest";
    while (true) {
      String tried = name;
      if (parts.stream().noneMatch(part -> part.text(0).equalsIgnoreCase(tried))) {
        return tried;
      }
      name += "_";
    }
  }

  private static Partition partition(String name, String values) {
    return new Partition(name, Optional.of(new SqlText(Dialect.STANDARD, values)), "", List.of());
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw unfit();
    }
  }

  private static UnfitValueException unfit() {
    return new UnfitValueException("no other product is cut in that way");
  }

  private static Partitioning foreign(String text) {
    Method method =
        switch (text.substring(0, Math.max(0, text.indexOf(' '))).toUpperCase(Locale.ROOT)) {
          case "LIST" -> Method.LIST_COLUMNS;
          case "HASH" -> Method.HASH;
          default -> Method.RANGE_COLUMNS;
        };
    return new Partitioning(
        new Scheme(method, false, PostgreSqlDialect.text(text)), Optional.empty(), List.of());
  }
}
