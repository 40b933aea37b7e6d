package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Token.Kind;
import io.openoms.dialect.mysql.sql.Tokenizer;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.Partitioning.Method;
import io.openoms.spi.data.Partitioning.Partition;
import io.openoms.spi.data.Partitioning.Scheme;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a table is cut, in a form in which tables of two servers compare: the same rows are in the
 * partitions of the same names where two are equal. Immutable.
 *
 * @param scheme how rows find their partitions and subpartitions
 * @param partitions each partition's name and bound; their number where they have no bounds
 */
record PartitionShape(String scheme, List<String> partitions) {

  static Optional<PartitionShape> of(Optional<Partitioning> partitioning) {
    return partitioning.map(PartitionShape::of);
  }

  private static PartitionShape of(Partitioning cut) {
    List<Partition> partitions = cut.partitions();
    return new PartitionShape(
        scheme(cut.scheme()) + cut.subscheme().map(sub -> "/" + scheme(sub)).orElse(""),
        cut.scheme().method().hasValues()
            ? partitions.stream().map(each -> partition(cut.scheme(), each)).toList()
            : List.of(Integer.toString(partitions.size())));
  }

  private static String scheme(Scheme scheme) {
    return scheme.method() + (scheme.linear() ? " LINEAR" : "") + text(scheme.expression());
  }

  private static String partition(Scheme scheme, Partition partition) {
    boolean isList = scheme.method() == Method.LIST || scheme.method() == Method.LIST_COLUMNS;
    return partition.name().toLowerCase(Locale.ROOT)
        + "="
        + partition.values().map(sql -> isList ? members(sql) : text(sql)).orElse("default");
  }

  private static String text(SqlText sql) {
    return text(Tokenizer.scan(sql.sql()));
  }

  /** Servers show the members of a list in orders of their own. */
  private static String members(SqlText sql) {
    List<String> members = new ArrayList<>();
    List<Token> member = new ArrayList<>();
    int depth = 0;
    for (Token token : Tokenizer.scan(sql.sql())) {
      depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
      if (depth == 0 && token.isSymbol(',')) {
        members.add(text(member));
        member.clear();
      } else {
        member.add(token);
      }
    }
    members.add(text(member));
    Collections.sort(members);
    return String.join(", ", members);
  }

  private static String text(List<Token> tokens) {
    StringBuilder text = new StringBuilder();
    for (Token token : tokens) {
      if (token.kind() == Kind.TEXT) {
        text.append('\'').append(instant(token.text())).append('\'');
      } else if (!token.text().startsWith("_")) {
        text.append(token.text().toLowerCase(Locale.ROOT)).append(' ');
      }
    }
    return text.toString();
  }

  /** Some servers show the time of a day where another one shows the day alone. */
  private static String instant(String text) {
    return text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) 00:00:00(\\.0+)?$", "$1");
  }
}
