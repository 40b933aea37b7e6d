package io.openoms.postgresql.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.openoms.postgresql.sql.Quoted;
import io.openoms.postgresql.type.SqlLiteral;
import io.openoms.postgresql.type.UnfitValueException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.ValueForm;
import io.openoms.spi.type.ColumnType;
import java.util.Arrays;
import java.util.Optional;

/**
 * A column that is written, with what its values are where they come from. Immutable.
 *
 * @param from the column as rows bring it
 * @param to the column of the table here
 */
record WrittenColumn(ColumnDefinition from, ColumnDefinition to) {

  /** Why values cannot be written, as a sentence; empty when they can. */
  Optional<String> fault() {
    if (to.generated().isPresent()) {
      return Optional.of("column " + to.name() + " is generated here and not where rows come from");
    }
    return fits()
        ? Optional.empty()
        : Optional.of(
            "column "
                + to.name()
                + " is "
                + to.type().nativeText()
                + " here and "
                + from.type().nativeText()
                + " where rows come from");
  }

  /** A label travels as a number, and becomes its text here. */
  private boolean fits() {
    ColumnType there = from.type().neutral();
    ColumnType here = to.type().neutral();
    ValueForm form = to.type().kind().form();
    if (there instanceof ColumnType.Labels labels) {
      return !labels.several() && (form == ValueForm.TEXT || here instanceof ColumnType.Labels);
    }
    if (there instanceof ColumnType.Bits || here instanceof ColumnType.Bits) {
      return there.equals(here);
    }
    return form == from.type().kind().form()
        && !(here instanceof ColumnType.Labels)
        && !(there instanceof ColumnType.Other);
  }

  /** Its name in statements. */
  String name() {
    return Quoted.name(to.name());
  }

  /** Whether a collation of the column may hold texts equal that differ. */
  boolean isLoose() {
    return to.type().collation().isPresent();
  }

  /**
   * A value as a literal, which gets the type of the column that it meets.
   *
   * @throws UnfitValueException when the server would bend it, or cannot hold it
   */
  String literal(RowBatch rows, int row, int column) {
    if (rows.isNull(row, column)) {
      return "NULL";
    }
    int offset = rows.offset(row, column);
    byte[] value = Arrays.copyOfRange(rows.data(), offset, offset + rows.length(row, column));
    if (from.type().neutral() instanceof ColumnType.Labels labels) {
      return label(labels, value);
    }
    return switch (from.type().kind().form()) {
      case BYTES -> SqlLiteral.of(to.type(), value);
      case TEXT -> Quoted.text(ExactValue.text(to.type(), new String(value, UTF_8)));
      case NUMBER -> Quoted.text(ExactValue.number(to.type(), new String(value, UTF_8)));
      case FLOATING -> Quoted.text(ExactValue.floating(to.type(), new String(value, UTF_8)));
      case TEMPORAL -> Quoted.text(ExactValue.time(to.type(), new String(value, UTF_8)));
    };
  }

  private static String label(ColumnType.Labels labels, byte[] value) {
    int number = Integer.parseInt(new String(value, UTF_8));
    if (number < 1 || number > labels.labels().size()) {
      throw new UnfitValueException("it is the label number " + number + ", which has no text");
    }
    return Quoted.text(labels.labels().get(number - 1));
  }
}
