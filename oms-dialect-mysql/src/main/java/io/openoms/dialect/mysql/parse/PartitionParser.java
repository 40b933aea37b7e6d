package io.openoms.dialect.mysql.parse;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.Partitioning.Method;
import io.openoms.spi.data.Partitioning.Partition;
import io.openoms.spi.data.Partitioning.Scheme;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads PARTITION BY, and partitions that a statement adds. One use. */
public final class PartitionParser {

  private static final String[] OPTIONS = {
    "max_rows", "min_rows", "tablespace", "nodegroup", "engine", "storage"
  };

  private final TokenReader reader;

  /** Subpartitions that every partition has, each under a name made of both names. */
  private List<Partition> template = List.of();

  /** At what follows PARTITION BY, or at the list of partitions. */
  public PartitionParser(TokenReader reader) {
    this.reader = reader;
  }

  /** After PARTITION BY. */
  public Partitioning read() {
    Scheme scheme = scheme();
    int count = reader.accept("partitions") ? (int) reader.number() : 1;
    Optional<Scheme> subscheme = Optional.empty();
    int subcount = 1;
    if (reader.accept("subpartition", "by")) {
      subscheme = Optional.of(scheme());
      subcount = reader.accept("subpartitions") ? (int) reader.number() : 1;
      if (reader.accept("subpartition", "template")) {
        template = subpartitions();
      }
    }
    int subpartitions = subscheme.isPresent() ? subcount : 0;
    List<Partition> partitions =
        reader.peek().isSymbol('(') ? partitions(subpartitions) : numbered("p", count);
    return new Partitioning(scheme, subscheme, partitions);
  }

  /** Partitions in parentheses, as they are added to those of a table. */
  public List<Partition> added(Partitioning before) {
    List<Partition> added = partitions(before.partitions().get(0).subpartitions().size());
    if (!reader.atEnd()) {
      throw reader.unexpected();
    }
    return added;
  }

  /** That many partitions under the names that servers give. */
  public static List<Partition> numbered(int count, int subpartitions) {
    return numbered("p", count).stream()
        .map(
            each ->
                new Partition(
                    each.name(),
                    each.values(),
                    each.comment(),
                    numbered(each.name() + "sp", subpartitions)))
        .toList();
  }

  private Scheme scheme() {
    boolean linear = reader.accept("linear");
    if (reader.accept("hash")) {
      return new Scheme(Method.HASH, linear, MySqlFamilyDialect.sql(reader.group()));
    }
    if (reader.accept("key")) {
      if (reader.accept("algorithm")) {
        reader.expectSymbol('=');
        reader.number();
      }
      return new Scheme(Method.KEY, linear, MySqlFamilyDialect.sql(names()));
    }
    boolean range = reader.accept("range");
    if (!range) {
      reader.expect("list");
    }
    if (reader.accept("columns")) {
      return new Scheme(
          range ? Method.RANGE_COLUMNS : Method.LIST_COLUMNS,
          false,
          MySqlFamilyDialect.sql(names()));
    }
    return new Scheme(
        range ? Method.RANGE : Method.LIST, false, MySqlFamilyDialect.sql(reader.group()));
  }

  private String names() {
    TokenReader list = new TokenReader(reader.group());
    List<String> names = new ArrayList<>();
    while (!list.atEnd()) {
      names.add(Identifiers.quote(list.name()));
      if (!list.atEnd()) {
        list.expectSymbol(',');
      }
    }
    return String.join(",", names);
  }

  private List<Partition> partitions(int subpartitions) {
    List<Partition> partitions = new ArrayList<>();
    reader.expectSymbol('(');
    do {
      partitions.add(partition(subpartitions));
    } while (reader.acceptSymbol(','));
    reader.expectSymbol(')');
    return partitions;
  }

  private Partition partition(int subpartitions) {
    reader.expect("partition");
    String name = reader.name();
    Optional<SqlText> values = values();
    String comment = options();
    List<Partition> within = numbered(name + "sp", subpartitions);
    if (reader.peek().isSymbol('(')) {
      within = subpartitions();
    } else if (!template.isEmpty()) {
      within = template.stream().map(each -> each.renamed(name + "s" + each.name())).toList();
    }
    return new Partition(name, values, comment, within);
  }

  private List<Partition> subpartitions() {
    List<Partition> within = new ArrayList<>();
    reader.expectSymbol('(');
    do {
      reader.expect("subpartition");
      within.add(new Partition(reader.name(), values(), options(), List.of()));
    } while (reader.acceptSymbol(','));
    reader.expectSymbol(')');
    return within;
  }

  private Optional<SqlText> values() {
    if (reader.accept("default") || !reader.accept("values")) {
      return Optional.empty();
    }
    if (reader.accept("in")) {
      String members = reader.group();
      return members.equalsIgnoreCase("default")
          ? Optional.empty()
          : Optional.of(MySqlFamilyDialect.sql(members));
    }
    reader.expect("less", "than");
    return Optional.of(
        MySqlFamilyDialect.sql(reader.accept("maxvalue") ? "MAXVALUE" : reader.group()));
  }

  /** Takes all options; the comment is what counts. */
  private String options() {
    String comment = "";
    while (true) {
      boolean directory = reader.accept("data", "directory") || reader.accept("index", "directory");
      if (reader.accept("comment")) {
        reader.acceptSymbol('=');
        comment = reader.text();
      } else if (directory || reader.acceptAny(OPTIONS)) {
        reader.accept("engine");
        reader.acceptSymbol('=');
        reader.next();
      } else {
        return comment;
      }
    }
  }

  /** Partitions under the names that servers give. */
  private static List<Partition> numbered(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Partition(prefix + i, Optional.empty(), "", List.of()))
        .collect(Collectors.toList());
  }
}
