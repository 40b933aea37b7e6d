package io.openoms.postgresql.catalog;

import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.postgresql.type.TypeMapping;
import io.openoms.postgresql.type.UnfitValueException;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.ValueForm;
import io.openoms.spi.type.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a column's default as the server shows it: a constant with a cast, the present time, or an
 * expression, which keeps its language. Stateless.
 */
final class DefaultText {

  /** {@code 'it''s'::character varying}, with the type of the cast. */
  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'::([^()':]+)(\\(.*\\))?");

  private static final Pattern NUMBER =
      Pattern.compile("\\(?(-?[0-9]+(?:\\.[0-9]+)?)\\)?(?:::([a-z0-9 ]+)(\\(.*\\))?)?");

  private static final Pattern NULL = Pattern.compile("NULL::.*");
  private static final Set<String> NOW =
      Set.of("now()", "CURRENT_TIMESTAMP", "transaction_timestamp()", "LOCALTIMESTAMP");
  private static final Set<String> TRUTHS = Set.of("true", "false");

  private DefaultText() {}

  /** The default; empty for NULL. */
  static Optional<DefaultValue> read(DataType type, String text) {
    if (NULL.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        constant(type, text)
            .map(DefaultValue::literal)
            .orElseGet(() -> DefaultValue.expression(PostgreSqlDialect.text(standard(text)))));
  }

  /** The present time as standard SQL writes it, so that a target may know it. */
  private static String standard(String text) {
    return NOW.contains(text) ? "CURRENT_TIMESTAMP" : text;
  }

  private static Optional<String> constant(DataType type, String text) {
    ValueForm form = type.kind().form();
    if (type.neutral() instanceof ColumnType.Truth) {
      return TRUTHS.contains(text)
          ? Optional.of(text.equals("true") ? "1" : "0")
          : Optional.empty();
    }
    Matcher quoted = TEXT.matcher(text);
    if (quoted.matches() && isOwn(type, quoted.group(2))) {
      String value = quoted.group(1).replace("''", "'");
      return switch (form) {
        case TEXT ->
            type.neutral() instanceof ColumnType.Json ? Optional.empty() : shown(type, value);
        case NUMBER, FLOATING ->
            type.neutral() instanceof ColumnType.Labels ? Optional.of(value) : shown(type, value);
        case TEMPORAL -> shown(type, value);
        case BYTES -> Optional.empty();
      };
    }
    Matcher number = NUMBER.matcher(text);
    boolean isNumber =
        form == ValueForm.NUMBER || form == ValueForm.FLOATING || TypeMapping.isNumberText(type);
    // The server rounds a fraction that is a default of whole numbers when it fills a row.
    boolean isRounded = type.neutral() instanceof ColumnType.Whole && text.indexOf('.') >= 0;
    return isNumber && !isRounded && number.matches()
        ? Optional.of(number.group(1))
        : Optional.empty();
  }

  /** A constant of another type would be cast in a way that only its server knows. */
  private static boolean isOwn(DataType type, String cast) {
    String own = TypeMapping.declared(type).replaceAll("\\(.*\\)", "").strip();
    boolean texts = isText(own) && isText(cast);
    return own.equals(cast.strip()) || texts;
  }

  private static boolean isText(String type) {
    return Set.of("text", "character varying", "character", "bpchar", "name")
        .contains(type.strip());
  }

  /** Constants are shown as values are printed. */
  private static Optional<String> shown(DataType type, String value) {
    try {
      byte[] text = value.getBytes(StandardCharsets.UTF_8);
      return text.length == 0 && type.kind().form() != ValueForm.TEXT
          ? Optional.empty()
          : Optional.of(new String(ValueConversions.of(type).of(text), StandardCharsets.UTF_8));
    } catch (UnfitValueException e) {
      return Optional.empty();
    }
  }
}
