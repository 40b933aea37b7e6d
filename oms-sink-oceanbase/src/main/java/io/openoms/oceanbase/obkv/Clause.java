package io.openoms.oceanbase.obkv;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.CellTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A clause that not every version and edition takes; in the order in which they are written. */
enum Clause {
  /** Puts the families of one table together. */
  TABLEGROUP("{tablegroup}") {
    @Override
    boolean isWanted(ObjectName table, CellTable cells) {
      return table.name().indexOf(FAMILY) > 0;
    }

    @Override
    String sql(ObjectName table, CellTable cells) {
      return "TABLEGROUP = " + Literals.text(group(table));
    }

    @Override
    List<String> before(ObjectName table) {
      return List.of(
          "CREATE TABLEGROUP IF NOT EXISTS "
              + Identifiers.quote(group(table))
              + " SHARDING = 'ADAPTIVE'");
    }
  },
  /** Tells the server when cells expire, and how many versions it keeps. */
  ATTRIBUTES("{attributes}") {
    @Override
    boolean isWanted(ObjectName table, CellTable cells) {
      return cells.timeToLive().isPresent() || cells.versions().isPresent();
    }

    @Override
    String sql(ObjectName table, CellTable cells) {
      List<String> attributes = new ArrayList<>();
      cells.timeToLive().ifPresent(s -> attributes.add("\"TimeToLive\": " + s));
      cells.versions().ifPresent(n -> attributes.add("\"MaxVersions\": " + n));
      return "KV_ATTRIBUTES = "
          + Literals.text(
              attributes.stream().collect(Collectors.joining(", ", "{\"Hbase\": {", "}}")));
    }
  },
  /** Spreads rows, so that neighbours are not written to one place. */
  PARTITIONS("{partitions}") {
    @Override
    boolean isWanted(ObjectName table, CellTable cells) {
      return true;
    }

    @Override
    String sql(ObjectName table, CellTable cells) {
      return "PARTITION BY KEY(K) PARTITIONS 64";
    }
  };

  /** Stands between a table's name and a family's. */
  private static final char FAMILY = '$';

  private final String place;

  Clause(String place) {
    this.place = place;
  }

  /** Where it stands in a template. */
  String place() {
    return place;
  }

  static @Nullable Clause of(Matcher place) {
    return Arrays.stream(values())
        .filter(clause -> clause.place.equals(place.group()))
        .findFirst()
        .orElse(null);
  }

  /** Whether the table needs it. */
  abstract boolean isWanted(ObjectName table, CellTable cells);

  /** Its text. */
  abstract String sql(ObjectName table, CellTable cells);

  /** The statements that are executed before the table's own. */
  List<String> before(ObjectName table) {
    return List.of();
  }

  /** The name that all families of one table have before their own. */
  private static String group(ObjectName table) {
    return table.name().substring(0, table.name().indexOf(FAMILY));
  }
}
