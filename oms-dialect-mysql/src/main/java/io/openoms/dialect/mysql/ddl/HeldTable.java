package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Tokenizer;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Part;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.Partitioning.Method;
import io.openoms.spi.data.Partitioning.Partition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import io.openoms.spi.type.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives a table the form that a product can hold whose servers do not tell it themselves. What
 * serves speed or storage alone is left out with a notice, what guards the data is a fault. Not
 * thread-safe; one use.
 */
final class HeldTable {

  /** Parsers of texts that are there without a plug-in of an operator's own. */
  private static final Set<String> PARSERS = Set.of("ngram", "mecab");

  private final TableDefinition table;
  private final DdlLimits limits;
  private final Notes notes;

  private HeldTable(TableDefinition table, DdlLimits limits, Notes notes) {
    this.table = table;
    this.limits = limits;
    this.notes = notes;
  }

  /** The table as a product with those limits holds it. */
  static TableDefinition adapted(TableDefinition table, DdlLimits limits, Notes notes) {
    if (limits.isAsked()) {
      return table;
    }
    return new HeldTable(LongTexts.adapted(table, limits, notes), limits, notes).adapted();
  }

  private TableDefinition adapted() {
    table.storage().stream()
        .map(SqlText::sql)
        .filter(HeldTable::isChosen)
        .forEach(sql -> notes.notice("the table's option " + sql + " stays behind"));
    return new TableDefinition(
        table.name(),
        table.columns(),
        table.indexes().stream().flatMap(index -> index(index).stream()).toList(),
        table.foreignKeys(),
        table.checks().stream().filter(this::isHeld).toList(),
        table.characterSet(),
        table.collation(),
        table.autoIncrement(),
        table.comment(),
        table.partitioning().filter(this::isHeld),
        table.features(),
        table.remains(),
        table.averageRowBytes());
  }

  /** Servers show the others of each table, whether anybody has chosen them or not. */
  private static boolean isChosen(String option) {
    String lower = option.toLowerCase(Locale.ROOT);
    return lower.startsWith("table")
        ? !lower.startsWith("tablet_size")
        : lower.matches("organization\\W+heap|(primary_zone|locality).*");
  }

  private Optional<IndexDefinition> index(IndexDefinition index) {
    boolean expression = index.parts().stream().anyMatch(part -> part.expression().isPresent());
    if (expression && limits.lacksExpressionIndexes()) {
      String sentence = "index " + index.name() + ": the target has no indexes over expressions";
      if (index.isUnique()) {
        notes.fault(sentence);
      } else {
        notes.notice(sentence + "; it is left out");
      }
      return Optional.empty();
    }
    index
        .storage()
        .map(SqlText::sql)
        .filter(sql -> sql.toLowerCase(Locale.ROOT).matches("(?s).*(partition|storing).*"))
        .ifPresent(
            sql ->
                notes.notice(
                    "index "
                        + index.name()
                        + ": "
                        + sql.replaceAll("\\s+", " ")
                        + " stays behind"));
    List<Part> parts = LongTexts.parts(table, index, limits, notes);
    return Optional.of(
        new IndexDefinition(
            index.name(), index.kind(), parts, index.visible(), index.comment(), parser(index)));
  }

  private Optional<String> parser(IndexDefinition index) {
    Optional<String> held =
        index.parser().filter(parser -> PARSERS.contains(parser.toLowerCase(Locale.ROOT)));
    if (held.isEmpty()) {
      index
          .parser()
          .ifPresent(
              parser ->
                  notes.notice(
                      "index "
                          + index.name()
                          + ": the target lacks the parser "
                          + parser
                          + ", its own finds the words"));
    }
    return held;
  }

  private boolean isHeld(CheckDefinition check) {
    boolean held = check.enforced() || !limits.lacksUnenforcedChecks();
    if (!held) {
      notes.notice("check " + check.name() + " is left out, as it was not enforced");
    }
    return held;
  }

  private boolean isHeld(Partitioning partitioning) {
    Optional<String> cause = refusal(partitioning);
    cause.ifPresent(why -> notes.notice("the table is not partitioned: " + why));
    return cause.isEmpty();
  }

  private Optional<String> refusal(Partitioning partitioning) {
    boolean valued = partitioning.subscheme().filter(sub -> sub.method().hasValues()).isPresent();
    if (valued) {
      return Optional.of("the target cuts partitions again by HASH and KEY alone");
    }
    Method method = partitioning.scheme().method();
    boolean rest =
        (method == Method.LIST || method == Method.LIST_COLUMNS)
            && partitioning.partitions().stream().anyMatch(HeldTable::takesRest);
    if (rest && limits.lacksRestOfList()) {
      return Optional.of("the target has no partition of a list for all other values");
    }
    Set<String> columns = columns(partitioning);
    return table.indexes().stream()
        .filter(index -> index.isUnique() && !names(index).containsAll(columns))
        .findFirst()
        .map(index -> "the unique key " + index.name() + " lacks a column that it is cut by");
  }

  private static boolean takesRest(Partition partition) {
    return partition.values().isEmpty();
  }

  private Set<String> columns(Partitioning partitioning) {
    return Stream.concat(Stream.of(partitioning.scheme()), partitioning.subscheme().stream())
        .flatMap(scheme -> Tokenizer.scan(scheme.expression().sql()).stream())
        .filter(Token::isName)
        .map(token -> token.text().toLowerCase(Locale.ROOT))
        .filter(name -> table.column(name).isPresent())
        .collect(Collectors.toSet());
  }

  private static Set<String> names(IndexDefinition index) {
    return index.parts().stream()
        .flatMap(part -> part.column().stream())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
