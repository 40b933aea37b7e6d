package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.Partitioning.Partition;
import io.openoms.spi.data.Partitioning.Scheme;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes expressions of the standard's core as the family does. Stateless. */
final class StandardSql {

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"|'((?:[^']|'')*)'");

  private StandardSql() {}

  /** The text of this family, or the same one where it is not the standard's. */
  static SqlText text(SqlText text) {
    if (!text.isIn(Dialect.STANDARD)) {
      return text;
    }
    return MySqlFamilyDialect.sql(
        QUOTED.matcher(text.sql()).replaceAll(quoted -> Matcher.quoteReplacement(written(quoted))));
  }

  /** The same partitions, with texts of this family where they are the standard's. */
  static Partitioning partitioning(Partitioning partitioning) {
    return new Partitioning(
        scheme(partitioning.scheme()),
        partitioning.subscheme().map(StandardSql::scheme),
        partitioning.partitions().stream().map(StandardSql::partition).toList());
  }

  private static Scheme scheme(Scheme scheme) {
    return new Scheme(scheme.method(), scheme.linear(), text(scheme.expression()));
  }

  private static Partition partition(Partition partition) {
    return new Partition(
        partition.name(),
        partition.values().map(StandardSql::text),
        partition.comment(),
        partition.subpartitions().stream().map(StandardSql::partition).toList());
  }

  private static String written(MatchResult quoted) {
    return quoted.group(1) == null
        ? Literals.text(quoted.group(2).replace("''", "'"))
        : Identifiers.quote(quoted.group(1).replace("\"\"", "\""));
  }
}
