package io.openoms.postgresql.catalog;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.PostgreSqlError;
import io.openoms.spi.data.DefinitionText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row that a query over the system catalog gave. All that is known of a table is a list of them,
 * so that a stored definition says what the catalog said, and a later version may understand more
 * of it. Immutable.
 *
 * @param kind the query
 * @param values the fields as texts, in the query's order; null for NULL
 */
record Fact(Kind kind, List<@Nullable String> values) {

  private static final String HEADER = "postgresql/1";

  Fact {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** The queries. Their letters stand in stored definitions. */
  enum Kind {
    TABLE('t'),
    COLUMN('c'),
    LABEL('l'),
    INDEX('i'),
    PART('p'),
    CONSTRAINT('k'),
    CONSTRAINED('n'),
    PARTITION('d'),
    REMAINS('r');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    private static Kind of(char letter) {
      return Arrays.stream(values())
          .filter(kind -> kind.letter == letter)
          .findFirst()
          .orElseThrow(() -> unknown("a line of it begins with " + letter));
    }
  }

  /** A field that is never NULL. */
  String text(int field) {
    String value = values.get(field);
    if (value == null) {
      throw new IllegalStateException("field " + field + " of a " + kind + " is NULL");
    }
    return value;
  }

  Optional<String> optional(int field) {
    return Optional.ofNullable(values.get(field));
  }

  boolean isTrue(int field) {
    return "true".equals(values.get(field)) || "t".equals(values.get(field));
  }

  /** Some facts as one text: a line each. */
  static DefinitionText written(List<Fact> facts) {
    return new DefinitionText(
        HEADER + "\n" + facts.stream().map(Fact::line).collect(Collectors.joining("\n")));
  }

  private String line() {
    return kind.letter
        + values.stream()
            .map(value -> value == null ? "\t\\N" : "\t" + escaped(value))
            .collect(Collectors.joining());
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  /**
   * The facts of a text.
   *
   * @throws MigrationException STORED_DEFINITION_UNKNOWN
   */
  static List<Fact> read(DefinitionText text) {
    List<String> lines = List.of(text.text().split("\n", -1));
    if (!lines.get(0).equals(HEADER)) {
      throw unknown("it does not begin with " + HEADER);
    }
    return lines.subList(1, lines.size()).stream().map(Fact::of).toList();
  }

  private static Fact of(String line) {
    if (line.isEmpty()) {
      throw unknown("a line of it is empty");
    }
    List<@Nullable String> values = new ArrayList<>();
    for (String field : line.substring(Math.min(2, line.length())).split("\t", -1)) {
      values.add(field.equals("\\N") ? null : plain(field));
    }
    return new Fact(Kind.of(line.charAt(0)), values);
  }

  private static String plain(String field) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char letter = field.charAt(i);
      if (letter == '\\' && i + 1 < field.length()) {
        i++;
        letter =
            switch (field.charAt(i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> field.charAt(i);
            };
      }
      plain.append(letter);
    }
    return plain.toString();
  }

  private static MigrationException unknown(String why) {
    return new MigrationException(
        PostgreSqlError.STORED_DEFINITION_UNKNOWN,
        ErrorContext.none(),
        "a stored definition cannot be read: " + why);
  }
}
