package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.type.SqlText;
import java.util.Optional;
import java.util.regex.Pattern;

/** Translates the present time as SQL:2016 writes it, the default that most tables have. */
final class PresentTime {

  private static final Pattern STANDARD =
      Pattern.compile("(?i)\\s*(current_timestamp|localtimestamp)\\s*(\\(\\s*\\d\\s*\\))?\\s*");

  private PresentTime() {}

  /** The default with as many digits as the column has: servers of the family take no others. */
  static Optional<DefaultValue> of(ColumnDefinition column, SqlText text) {
    TypeKind kind = column.type().kind();
    boolean moment = kind == TypeKind.DATETIME || kind == TypeKind.TIMESTAMP;
    if (!moment || !STANDARD.matcher(text.sql()).matches()) {
      return Optional.empty();
    }
    int digits = Math.max(0, column.type().scale());
    return Optional.of(
        MySqlFamilyDialect.expression(
            "CURRENT_TIMESTAMP" + (digits == 0 ? "" : "(" + digits + ")")));
  }
}
