package io.openoms.dialect.mysql.alter;

import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Token.Kind;
import io.openoms.dialect.mysql.sql.Tokenizer;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.Partitioning.Partition;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bounds of partitions as a server shows them: it computes what a statement says by functions. Two
 * functions of a plain date are computed here; of any other expression the session may decide.
 * Stateless.
 */
final class PartitionBounds {

  private static final Pattern OF_DATE =
      Pattern.compile("(?is)\\s*(to_days|year)\\s*\\(\\s*'(\\d{4}-\\d\\d-\\d\\d)'\\s*\\)\\s*");

  /** From the day 0 of servers to that of Java. */
  private static final long DAYS_TO_1970 = 719_528;

  private PartitionBounds() {}

  /** The partitioning with bounds that are constants. */
  static Partitioning settled(Partitioning partitioning) {
    return new Partitioning(
        partitioning.scheme(), partitioning.subscheme(), settled(partitioning.partitions()));
  }

  /**
   * The partitions with bounds that are constants.
   *
   * @throws RefusedChangeException when a bound is an expression that is not computed here
   */
  static List<Partition> settled(List<Partition> partitions) {
    return partitions.stream()
        .map(
            partition ->
                new Partition(
                    partition.name(),
                    partition.values().map(sql -> MySqlFamilyDialect.sql(settled(sql.sql()))),
                    partition.comment(),
                    settled(partition.subpartitions())))
        .toList();
  }

  private static String settled(String sql) {
    Matcher function = OF_DATE.matcher(sql);
    if (!function.matches()) {
      requireConstants(sql);
      return sql;
    }
    try {
      LocalDate date = LocalDate.parse(function.group(2));
      boolean isYear = function.group(1).equalsIgnoreCase("year");
      return Long.toString(isYear ? date.getYear() : date.toEpochDay() + DAYS_TO_1970);
    } catch (DateTimeParseException e) {
      throw new RefusedChangeException("the bound " + sql + " has a date that is none");
    }
  }

  private static void requireConstants(String sql) {
    boolean isBehindValue = false;
    for (Token token : Tokenizer.scan(sql)) {
      boolean isWord =
          token.kind() == Kind.WORD
              && !token.is("maxvalue")
              && !token.is("null")
              && !token.text().startsWith("_");
      boolean isOperator =
          token.kind() == Kind.SYMBOL
              && !(token.isSymbol('(') || token.isSymbol(')') || token.isSymbol(','))
              && (isBehindValue || !token.isSymbol('-'));
      if (isWord || isOperator || token.kind() == Kind.NAME) {
        throw new RefusedChangeException("the bound " + sql + " of a partition is computed");
      }
      isBehindValue = token.kind() != Kind.SYMBOL || token.isSymbol(')');
    }
  }
}
