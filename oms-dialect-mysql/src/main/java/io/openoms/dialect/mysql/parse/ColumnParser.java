package io.openoms.dialect.mysql.parse;

import io.openoms.dialect.mysql.parse.TableParts.Constraint;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.type.SqlText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one column with all its attributes; keys and constraints among them go to the table. */
final class ColumnParser {

  private final TokenReader reader;
  private final TableParts parts;
  private String name = "";
  private boolean nullable = true;
  private Optional<DefaultValue> defaultValue = Optional.empty();
  private boolean autoIncrement;
  private Optional<SqlText> onUpdate = Optional.empty();
  private Optional<ColumnDefinition.Generation> generated = Optional.empty();
  private boolean invisible;
  private String comment = "";
  private Optional<String> collation = Optional.empty();
  private OptionalLong srid = OptionalLong.empty();

  ColumnParser(TokenReader reader, TableParts parts) {
    this.reader = reader;
    this.parts = parts;
  }

  void read() {
    name = reader.name();
    DataType type;
    if (reader.accept("serial")) {
      type = new TypeParser(new TokenReader("bigint unsigned")).read();
      serial();
    } else {
      type = new TypeParser(reader).read();
    }
    while (!reader.endsElement()) {
      if (!attribute() && !key() && !ignored()) {
        throw reader.unexpected();
      }
    }
    parts.columns.add(
        new ColumnDefinition(
            name,
            finished(type),
            nullable,
            defaultValue.map(value -> bytes(type, value)),
            autoIncrement,
            onUpdate,
            generated,
            invisible,
            comment));
  }

  private void serial() {
    nullable = false;
    autoIncrement = true;
    parts.addKey(IndexDefinition.Kind.UNIQUE, "", List.of(part()));
  }

  private boolean attribute() {
    if (reader.accept("not", "null")) {
      nullable = false;
    } else if (reader.accept("null")) {
      nullable = true;
    } else if (reader.accept("serial", "default", "value")) {
      serial();
    } else if (reader.accept("default")) {
      defaultValue = DefaultText.read(reader);
    } else if (reader.accept("on", "update")) {
      onUpdate = Optional.of(MySqlFamilyDialect.sql(DefaultText.presentTime(reader)));
    } else if (reader.accept("auto_increment")) {
      autoIncrement = true;
    } else if (reader.accept("generated", "always", "as") || reader.accept("as")) {
      SqlText expression = MySqlFamilyDialect.sql(reader.group());
      boolean stored = reader.accept("stored") || reader.accept("persistent");
      if (!stored) {
        reader.accept("virtual");
      }
      generated = Optional.of(new ColumnDefinition.Generation(expression, stored));
    } else if (reader.accept("invisible")) {
      invisible = true;
    } else if (reader.accept("comment")) {
      comment = reader.text();
    } else if (reader.accept("collate")) {
      collation = Optional.of(TypeParser.collationName(reader));
    } else if (reader.accept("srid")) {
      srid = OptionalLong.of(reader.number());
    } else {
      return false;
    }
    return true;
  }

  private boolean key() {
    if (reader.accept("primary", "key")) {
      nullable = false;
      parts.addKey(IndexDefinition.Kind.PRIMARY, "PRIMARY", List.of(part()));
    } else if (reader.accept("unique")) {
      reader.accept("key");
      parts.addKey(IndexDefinition.Kind.UNIQUE, "", List.of(part()));
    } else if (reader.accept("key")) {
      nullable = false;
      parts.addKey(IndexDefinition.Kind.PRIMARY, "PRIMARY", List.of(part()));
    } else if (reader.isNext("constraint") || reader.isNext("check")) {
      String constraint =
          reader.accept("constraint") && !reader.isNext("check") ? reader.name() : "";
      new ConstraintParser(reader, parts).check(new Constraint(constraint));
    } else if (reader.isNext("references")) {
      new ConstraintParser(reader, parts).references(new Constraint(""), List.of(name));
    } else {
      return false;
    }
    return true;
  }

  /** What says nothing of the column's values. */
  private boolean ignored() {
    if (reader.accept("column_format") || reader.accept("storage")) {
      reader.name();
    } else if (reader.accept("engine_attribute") || reader.accept("secondary_engine_attribute")) {
      reader.acceptSymbol('=');
      reader.text();
    } else if (reader.accept("ref_system_id")) {
      reader.expectSymbol('=');
      reader.number();
    } else if (reader.isNext("with") || reader.isNext("without")) {
      reader.next();
      reader.expect("system", "versioning");
    } else {
      return reader.accept("visible");
    }
    return true;
  }

  private IndexDefinition.Part part() {
    return new IndexDefinition.Part(Optional.of(name), Optional.empty(), 0, false);
  }

  private DataType finished(DataType type) {
    return type.withCharacters(type.characterSet(), collation.or(type::collation)).withSrid(srid);
  }

  /** The constant of a binary column as the bytes that it is. */
  private static DefaultValue bytes(DataType type, DefaultValue value) {
    boolean binary = type.kind() == TypeKind.BINARY || type.kind() == TypeKind.VARBINARY;
    if (!binary) {
      return value;
    }
    String hexadecimal;
    if (value instanceof DefaultValue.Expression expression) {
      String sql = expression.sql().sql();
      if (sql.startsWith("(")) {
        return value;
      }
      hexadecimal = sql.replaceAll("^0[xX]|^[xX]'|'$", "");
    } else {
      String text = ((DefaultValue.Literal) value).text();
      hexadecimal = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
    return MySqlFamilyDialect.expression("x'" + hexadecimal.toUpperCase(Locale.ROOT) + "'");
  }
}
