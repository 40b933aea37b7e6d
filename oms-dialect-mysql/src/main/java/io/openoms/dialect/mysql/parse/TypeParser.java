package io.openoms.dialect.mysql.parse;

import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Tokenizer;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.TypeKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads a column's type. */
final class TypeParser {

  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("integer", "int"),
          Map.entry("int1", "tinyint"),
          Map.entry("int2", "smallint"),
          Map.entry("int3", "mediumint"),
          Map.entry("middleint", "mediumint"),
          Map.entry("int4", "int"),
          Map.entry("int8", "bigint"),
          Map.entry("dec", "decimal"),
          Map.entry("numeric", "decimal"),
          Map.entry("fixed", "decimal"),
          Map.entry("real", "double"),
          Map.entry("float4", "float"),
          Map.entry("float8", "double"),
          Map.entry("character", "char"),
          Map.entry("nchar", "char"),
          Map.entry("nvarchar", "varchar"),
          Map.entry("varcharacter", "varchar"),
          Map.entry("string", "mediumtext"),
          Map.entry("geomcollection", "geometrycollection"));

  /** MariaDB's types whose values are texts. */
  private static final Map<String, TypeKind> TEXTS =
      Map.of("uuid", TypeKind.CHAR, "inet6", TypeKind.VARCHAR, "inet4", TypeKind.VARCHAR);

  private final TokenReader reader;
  private Optional<String> characterSet = Optional.empty();
  private Optional<String> collation = Optional.empty();

  TypeParser(TokenReader reader) {
    this.reader = reader;
  }

  DataType read() {
    String written = reader.name().toLowerCase(Locale.ROOT);
    boolean national = written.startsWith("n") && !written.equals("numeric");
    if (written.equals("national")) {
      written = reader.name().toLowerCase(Locale.ROOT);
    }
    String name = standardName(written);
    if (name.equals("bool") || name.equals("boolean")) {
      return type(TypeKind.TINYINT, "tinyint(1)", List.of());
    }
    String arguments = reader.peek().isSymbol('(') ? reader.group() : "";
    name = sized(name, arguments);
    boolean sizedText = name.endsWith("text") || name.endsWith("blob");
    StringBuilder text = new StringBuilder(name);
    if (!arguments.isEmpty() && !sizedText) {
      text.append('(').append(arguments).append(')');
    }
    boolean bytes = attributes(text);
    if (bytes && name.endsWith("char")) {
      text.replace(0, name.length(), name.replace("char", "binary"));
      name = name.replace("char", "binary");
      characterSet = Optional.empty();
      collation = Optional.empty();
    } else if (national && characterSet.isEmpty()) {
      characterSet = Optional.of("utf8mb3");
    }
    return type(kind(name), text.toString(), labels(name, arguments));
  }

  private String standardName(String written) {
    if (written.equals("double")) {
      reader.accept("precision");
    }
    if (written.equals("long")) {
      boolean bytes = reader.accept("varbinary");
      reader.accept("varchar");
      return bytes ? "mediumblob" : "mediumtext";
    }
    String name = SYNONYMS.getOrDefault(written, written);
    return name.equals("char") && reader.acceptAny("varying") ? "varchar" : name;
  }

  /** {@code TEXT(n)} and {@code BLOB(n)} are the smallest of their kind that hold n bytes. */
  private static String sized(String name, String arguments) {
    if ((!name.equals("text") && !name.equals("blob")) || arguments.isEmpty()) {
      return name;
    }
    long size = Long.parseLong(arguments);
    String prefix =
        size < 1 << 8 ? "tiny" : size < 1 << 16 ? "" : size < 1 << 24 ? "medium" : "long";
    return prefix + name;
  }

  /** What may follow a type; whether its character set is bytes. */
  private boolean attributes(StringBuilder text) {
    boolean bytes = false;
    while (true) {
      if (reader.accept("unsigned")) {
        text.append(" unsigned");
      } else if (reader.accept("zerofill")) {
        text.append(text.indexOf("unsigned") < 0 ? " unsigned zerofill" : " zerofill");
      } else if (reader.accept("character", "set") || reader.acceptAny("charset")) {
        String set = reader.name().toLowerCase(Locale.ROOT);
        characterSet = Optional.of(set);
        bytes |= set.equals("binary");
      } else if (reader.accept("collate")) {
        collation = Optional.of(collationName(reader));
      } else if (reader.accept("ascii")) {
        characterSet = Optional.of("latin1");
      } else if (reader.accept("unicode")) {
        characterSet = Optional.of("ucs2");
      } else if (reader.accept("byte")) {
        bytes = true;
      } else if (reader.accept("compressed")) {
        // MariaDB shows it before the character set; values are the same.
        if (reader.acceptSymbol('=')) {
          reader.name();
        }
      } else if (!reader.acceptAny("binary", "signed")) {
        return bytes;
      }
    }
  }

  static String collationName(TokenReader reader) {
    boolean quoted = reader.peek().kind() == Token.Kind.TEXT;
    return (quoted ? reader.text() : reader.name()).toLowerCase(Locale.ROOT);
  }

  private static TypeKind kind(String name) {
    for (TypeKind kind : TypeKind.values()) {
      if (kind.name().equalsIgnoreCase(name) && kind != TypeKind.OTHER) {
        return kind;
      }
    }
    return TEXTS.getOrDefault(name, TypeKind.OTHER);
  }

  private static List<String> labels(String name, String arguments) {
    if (!name.equals("enum") && !name.equals("set")) {
      return List.of();
    }
    return Tokenizer.scan(arguments).stream()
        .filter(token -> token.kind() == Token.Kind.TEXT)
        .map(Token::text)
        .toList();
  }

  private DataType type(TypeKind kind, String text, List<String> labels) {
    String[] numbers = text.replaceAll("^[^(]*\\(?([0-9, ]*).*$", "$1").split(",", -1);
    long length = numbers[0].isBlank() ? -1 : Long.parseLong(numbers[0].strip());
    int scale = numbers.length < 2 ? -1 : Integer.parseInt(numbers[1].strip());
    boolean seconds =
        kind == TypeKind.TIME || kind == TypeKind.DATETIME || kind == TypeKind.TIMESTAMP;
    return new DataType(
        NeutralTypes.of(kind, text, some(length), some(scale), labels),
        MySqlFamilyDialect.ID,
        kind,
        text,
        seconds ? -1 : length,
        seconds ? (int) length : scale,
        text.contains("unsigned"),
        characterSet,
        collation,
        labels,
        OptionalLong.empty());
  }

  private static OptionalInt some(long number) {
    return number < 0 ? OptionalInt.empty() : OptionalInt.of((int) number);
  }
}
