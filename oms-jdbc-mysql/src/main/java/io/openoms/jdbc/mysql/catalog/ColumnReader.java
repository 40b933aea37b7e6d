package io.openoms.jdbc.mysql.catalog;

import io.openoms.dialect.mysql.parse.DefaultText;
import io.openoms.dialect.mysql.parse.NeutralTypes;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.type.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads columns; texts of expressions and constants are those of {@link ShownTable}. */
final class ColumnReader {

  /**
   * What MySQL creates by another name than it shows, and MariaDB's types whose values are texts.
   */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "GEOMCOLLECTION", "GEOMETRYCOLLECTION",
          "UUID", "CHAR",
          "STRING", "MEDIUMTEXT",
          "INET6", "VARCHAR",
          "INET4", "VARCHAR");

  private final boolean defaultsAreSql;

  ColumnReader(CatalogTraits traits) {
    this.defaultsAreSql = traits.defaultsAreSql();
  }

  /** The columns of one table, from their rows in {@code information_schema}. */
  List<ColumnDefinition> read(List<Row> rows, ShownTable shown) {
    return rows.stream().map(this::column).map(shown::exact).toList();
  }

  private ColumnDefinition column(Row row) {
    String extra = row.text("extra").toLowerCase(Locale.ROOT);
    return new ColumnDefinition(
        row.text("column_name"),
        type(row),
        row.text("is_nullable").equals("YES"),
        defaultValue(row, extra),
        extra.contains("auto_increment"),
        onUpdate(row.text("extra")),
        generation(row, extra),
        extra.contains("invisible"),
        row.text("column_comment"));
  }

  private static DataType type(Row row) {
    // MariaDB shows how a value is stored in a comment.
    String shown = row.text("column_type").replaceAll("\\s*/\\*.*?\\*/", "");
    // A large text by another name (OceanBase).
    String text = shown.equals("string") ? "mediumtext" : shown;
    Optional<String> set = Optional.ofNullable(row.nullable("character_set_name"));
    Optional<String> collation = Optional.ofNullable(row.nullable("collation_name"));
    String lower = text.toLowerCase(Locale.ROOT);
    TypeKind kind = kind(row.text("data_type"));
    List<String> labels = labels(text);
    OptionalLong srid =
        row.nullable("srs_id") == null
            ? OptionalLong.empty()
            : OptionalLong.of(row.number("srs_id"));
    return new DataType(
        NeutralTypes.shown(kind, text, labels, srid),
        MySqlFamilyDialect.ID,
        kind,
        text,
        row.nullable("character_maximum_length") == null
            ? -1
            : Long.parseLong(row.text("character_maximum_length")),
        scale(row),
        lower.contains("unsigned"),
        set,
        collation,
        labels,
        srid);
  }

  /** Digits after the point; of seconds only where there are some. */
  private static int scale(Row row) {
    if (row.nullable("numeric_scale") != null) {
      return (int) row.number("numeric_scale");
    }
    int digits =
        row.nullable("datetime_precision") == null ? 0 : (int) row.number("datetime_precision");
    return digits > 0 ? digits : -1;
  }

  /**
   * The labels of an ENUM or SET as OceanBase shows them, with no escapes. Those of the others are
   * replaced by the exact ones of their statement.
   */
  static List<String> labels(String type) {
    int from = type.indexOf("('");
    int to = type.lastIndexOf("')");
    return from < 0 || to < from
        ? List.of()
        : List.of(type.substring(from + 2, to).split("','", -1));
  }

  private static TypeKind kind(String dataType) {
    String shown = dataType.toUpperCase(Locale.ROOT);
    String name = OTHER_NAMES.getOrDefault(shown, shown);
    for (TypeKind kind : TypeKind.values()) {
      if (kind.name().equals(name) && kind != TypeKind.OTHER) {
        return kind;
      }
    }
    return TypeKind.OTHER;
  }

  private Optional<DefaultValue> defaultValue(Row row, String extra) {
    String text = row.nullable("column_default");
    boolean generated = extra.contains(" generated");
    if (text == null || generated || extra.contains("auto_increment")) {
      return Optional.empty();
    }
    return defaultsAreSql ? DefaultText.of(text) : Optional.of(shownDefault(row, text, extra));
  }

  private static DefaultValue shownDefault(Row row, String text, String extra) {
    String upper = text.toUpperCase(Locale.ROOT);
    // A text column may have these very words as its default.
    boolean temporal =
        row.text("data_type").equals("timestamp") || row.text("data_type").equals("datetime");
    boolean now = temporal && upper.startsWith("CURRENT_TIMESTAMP");
    if (extra.contains("default_generated") && !now) {
      return MySqlFamilyDialect.expression("(" + text + ")");
    }
    boolean bits = row.text("data_type").equals("bit");
    boolean binary = row.text("data_type").endsWith("binary") && upper.startsWith("0X");
    return now || bits || binary ? MySqlFamilyDialect.expression(text) : DefaultValue.literal(text);
  }

  private static Optional<SqlText> onUpdate(String extra) {
    int at = extra.toLowerCase(Locale.ROOT).indexOf("on update ");
    return at < 0
        ? Optional.empty()
        : DefaultText.presentTime(extra.substring(at + "on update ".length()));
  }

  private static Optional<ColumnDefinition.Generation> generation(Row row, String extra) {
    String expression = row.text("generation_expression");
    return expression.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ColumnDefinition.Generation(
                MySqlFamilyDialect.sql(expression), extra.contains("stored")));
  }
}
