package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.Literals;
import io.openoms.dialect.mysql.parse.TypeText;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Part;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes large texts of VARCHAR and VARBINARY columns that do not fit into a row of the target,
 * which may have 65,535 bytes without its large texts: first those that are too long by themselves,
 * then the longest ones until the row fits. Stateless.
 */
public final class LongTexts {

  /** Bytes that a character may have; all other character sets have one. */
  private static final Map<String, Integer> WIDTHS =
      Map.ofEntries(
          Map.entry("utf8mb4", 4),
          Map.entry("utf16", 4),
          Map.entry("utf16le", 4),
          Map.entry("utf32", 4),
          Map.entry("gb18030", 4),
          Map.entry("utf8mb3", 3),
          Map.entry("utf8", 3),
          Map.entry("ujis", 3),
          Map.entry("eucjpms", 3),
          Map.entry("ucs2", 2),
          Map.entry("gbk", 2),
          Map.entry("gb2312", 2),
          Map.entry("big5", 2),
          Map.entry("sjis", 2),
          Map.entry("cp932", 2),
          Map.entry("euckr", 2));

  private LongTexts() {}

  /** The table with rows that fit into those of a product with such limits. */
  public static TableDefinition adapted(TableDefinition table, DdlLimits limits) {
    return adapted(table, limits, new Notes());
  }

  static TableDefinition adapted(TableDefinition table, DdlLimits limits, Notes notes) {
    if (limits.isAsked()) {
      return table;
    }
    List<ColumnDefinition> columns = new ArrayList<>(table.columns());
    long bytes = columns.stream().mapToLong(LongTexts::bytes).sum();
    while (bytes > limits.rowBytes()) {
      Optional<ColumnDefinition> longest =
          columns.stream()
              .filter(column -> isVariable(column) && column.generated().isEmpty())
              .max(Comparator.comparingLong(LongTexts::bytes));
      if (longest.isEmpty()) {
        break;
      }
      ColumnDefinition column = longest.get();
      columns.set(columns.indexOf(column), large(column, notes));
      bytes += bytes(columns.get(table.columns().indexOf(column))) - bytes(column);
    }
    return columns.equals(table.columns()) ? table : table.with(columns, table.indexes());
  }

  private static boolean isVariable(ColumnDefinition column) {
    return column.type().kind() == TypeKind.VARCHAR || column.type().kind() == TypeKind.VARBINARY;
  }

  private static ColumnDefinition large(ColumnDefinition column, Notes notes) {
    boolean text = column.type().kind() == TypeKind.VARCHAR;
    DataType type = TypeText.read(text ? "mediumtext" : "mediumblob");
    notes.notice(
        "column "
            + column.name()
            + ": "
            + column.type().nativeText()
            + " does not fit into a row of the target and becomes "
            + type.nativeText());
    ColumnDefinition large =
        column.withType(
            type.withCharacters(column.type().characterSet(), column.type().collation()));
    return column.defaultValue().isPresent()
        ? large.withDefault(expression(column.defaultValue().get()))
        : large;
  }

  /** Large texts have expressions alone as their defaults. */
  private static DefaultValue expression(DefaultValue value) {
    String sql =
        value instanceof DefaultValue.Expression expression
            ? expression.sql().sql()
            : Literals.text(((DefaultValue.Literal) value).text());
    return MySqlFamilyDialect.expression(sql.startsWith("(") ? sql : "(" + sql + ")");
  }

  /** Bytes of the row that a column takes at its longest; never more than it does. */
  private static long bytes(ColumnDefinition column) {
    DataType type = column.type();
    long length = Math.max(0, type.length()) * width(type);
    return switch (type.kind()) {
      case CHAR, BINARY -> length;
      case VARCHAR, VARBINARY -> length + (length > 255 ? 2 : 1);
      case BIGINT, DOUBLE, SET -> 8;
      case INT, FLOAT, TIMESTAMP -> 4;
      case DATETIME -> 5;
      case DATE, TIME, MEDIUMINT -> 3;
      case SMALLINT -> 2;
      default -> isLarge(type) ? 9 : 1;
    };
  }

  private static boolean isLarge(DataType type) {
    return type.kind().name().matches(".*(TEXT|BLOB)|JSON");
  }

  private static int width(DataType type) {
    return type.characterSet().map(set -> WIDTHS.getOrDefault(set, 1)).orElse(1);
  }

  /** The parts of an index; where a text is too long for one, its beginning alone. */
  static List<Part> parts(
      TableDefinition table, IndexDefinition index, DdlLimits limits, Notes notes) {
    boolean whole =
        index.kind() == IndexDefinition.Kind.FULLTEXT
            || index.kind() == IndexDefinition.Kind.SPATIAL;
    return whole
        ? index.parts()
        : index.parts().stream().map(part -> part(table, index, part, limits, notes)).toList();
  }

  private static Part part(
      TableDefinition table, IndexDefinition index, Part part, DdlLimits limits, Notes notes) {
    Optional<ColumnDefinition> column = part.column().flatMap(table::column);
    if (column.isEmpty() || !isTooLong(column.get(), part, limits)) {
      return part;
    }
    int prefix = limits.indexBytes() / width(column.get().type());
    String sentence =
        "index " + index.name() + ": column " + column.get().name() + " is too long for it";
    if (index.isUnique()) {
      notes.fault(sentence + " as a whole, and rows may be equal in its beginning");
    } else {
      notes.notice(sentence + "; its first " + prefix + " characters or bytes count");
    }
    return new Part(part.column(), part.expression(), prefix, part.descending());
  }

  private static boolean isTooLong(ColumnDefinition column, Part part, DdlLimits limits) {
    DataType type = column.type();
    if (isLarge(type)) {
      return part.prefix() == 0 || (long) part.prefix() * width(type) > limits.indexBytes();
    }
    long length = part.prefix() > 0 ? part.prefix() : type.length();
    return isVariable(column) && length * width(type) > limits.indexBytes();
  }
}
