package io.openoms.binlog.mysql.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.TypeKind;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A value as mysql-binlog-connector-java gives it, compared with the one that our reader gives. An
 * {@link Exemption} says where that library loses what the log holds. Stateless.
 */
final class SecondValue {

  /** What the library cannot tell. */
  enum Exemption {
    /** A negative TIME: sign, hours and fraction are mixed up. */
    NEGATIVE_TIME,
    /** A date before 1583, which it takes for one of Caesar's calendar. */
    OLD_DATE,
    /** A date that is none, such as 2023-02-31 or 0000-00-00. */
    NO_SUCH_DATE,
    /** YEAR 0000, which it takes for 1900. */
    YEAR_ZERO,
    /** A text in a character set that Java has no table for, or another one. */
    CHARACTER_SET,
    /** JSON with a value that is none of JSON's own, such as a time or bytes. */
    JSON_TEXT
  }

  /** The outcome: equal, exempt or different. */
  record Outcome(boolean isEqual, Exemption exemption, String theirs) {

    static Outcome of(boolean isEqual, String theirs) {
      return new Outcome(isEqual, null, theirs);
    }

    static Outcome exempt(Exemption why) {
      return new Outcome(true, why, "");
    }
  }

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private SecondValue() {}

  /** Compares. */
  static Outcome compare(ColumnDefinition column, byte[] ours, Serializable theirs) {
    DataType type = column.type();
    String text = new String(ours, UTF_8);
    return switch (type.kind()) {
      case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> integer(type, text, (Number) theirs);
      case DECIMAL -> equal(new BigDecimal(text), new BigDecimal(theirs.toString()));
      case FLOAT, DOUBLE -> floating(type, text, ((Number) theirs).doubleValue());
      case BIT -> bits(type, ours, (BitSet) theirs);
      case CHAR, VARCHAR, TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT ->
          characters(type, text, (byte[]) theirs);
      case BINARY -> bytes(ours, Arrays.copyOf((byte[]) theirs, (int) type.length()));
      case ENUM, SET -> equal(text, Long.toUnsignedString(((Number) theirs).longValue()));
      case DATE, DATETIME, TIMESTAMP -> moment(type, text, (Long) theirs);
      case TIME -> time(type, text, (Long) theirs);
      case YEAR ->
          text.equals("0000")
              ? Outcome.exempt(Exemption.YEAR_ZERO)
              : equal(text, String.valueOf(theirs));
      case JSON -> json(text, (byte[]) theirs);
      default -> bytes(ours, (byte[]) theirs);
    };
  }

  private static Outcome equal(Object ours, Object theirs) {
    return Outcome.of(ours.equals(theirs), theirs.toString());
  }

  private static Outcome bytes(byte[] ours, byte[] theirs) {
    return Outcome.of(Arrays.equals(ours, theirs), HexFormat.of().formatHex(theirs));
  }

  /** It reads all integers as signed ones. */
  private static Outcome integer(DataType type, String ours, Number theirs) {
    int bits =
        switch (type.kind()) {
          case TINYINT -> 8;
          case SMALLINT -> 16;
          case MEDIUMINT -> 24;
          case INT -> 32;
          default -> 64;
        };
    BigInteger value = BigInteger.valueOf(theirs.longValue());
    boolean isMoved = type.unsigned() && value.signum() < 0;
    return equal(new BigInteger(ours), isMoved ? value.add(BigInteger.ONE.shiftLeft(bits)) : value);
  }

  /** A type with digits after the point is shown with these; the log has all of them. */
  private static Outcome floating(DataType type, String ours, double theirs) {
    double read = Double.parseDouble(ours);
    double apart = type.scale() < 0 ? 0 : Math.pow(10, -type.scale()) + Math.ulp(theirs);
    boolean isEqual =
        apart == 0
            ? Double.doubleToRawLongBits(read) == Double.doubleToRawLongBits(theirs)
            : Math.abs(read - theirs) <= apart;
    return Outcome.of(isEqual, Double.toString(theirs));
  }

  private static Outcome bits(DataType type, byte[] ours, BitSet theirs) {
    byte[] lowFirst = Arrays.copyOf(theirs.toByteArray(), (int) (type.length() + 7) / 8);
    byte[] highFirst = new byte[lowFirst.length];
    for (int i = 0; i < lowFirst.length; i++) {
      highFirst[i] = lowFirst[lowFirst.length - 1 - i];
    }
    return bytes(ours, highFirst);
  }

  private static Outcome characters(DataType type, String ours, byte[] theirs) {
    String set = type.characterSet().orElse("");
    Charset known =
        switch (set) {
          case "utf8mb4", "utf8mb3", "utf8", "ascii" -> UTF_8;
          default -> null;
        };
    return known == null
        ? Outcome.exempt(Exemption.CHARACTER_SET)
        : equal(ours, new String(theirs, known));
  }

  private static Outcome moment(DataType type, String ours, Long theirs) {
    String day = ours.substring(0, 10);
    if (theirs == Long.MIN_VALUE || day.startsWith("0000") || !isDay(day)) {
      return Outcome.exempt(Exemption.NO_SUCH_DATE);
    }
    if (Integer.parseInt(day.substring(0, 4)) < 1583) {
      return Outcome.exempt(Exemption.OLD_DATE);
    }
    LocalDateTime moment =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(theirs, 1_000_000L),
            (int) Math.floorMod(theirs, 1_000_000L) * 1000,
            ZoneOffset.UTC);
    String text = SECONDS.format(moment);
    return type.kind() == TypeKind.DATE
        ? equal(ours, text.substring(0, 10))
        : equal(ours, text + fraction(type, moment.get(ChronoField.MICRO_OF_SECOND)));
  }

  private static boolean isDay(String day) {
    try {
      LocalDate.parse(day);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String fraction(DataType type, int micros) {
    return type.scale() <= 0
        ? ""
        : "." + String.format(Locale.ROOT, "%06d", micros).substring(0, type.scale());
  }

  private static Outcome time(DataType type, String ours, Long theirs) {
    if (ours.startsWith("-")) {
      return Outcome.exempt(Exemption.NEGATIVE_TIME);
    }
    Duration span = Duration.of(theirs, ChronoUnit.MICROS);
    String text =
        String.format(
            Locale.ROOT,
            "%02d:%02d:%02d%s",
            span.toHours(),
            span.toMinutesPart(),
            span.toSecondsPart(),
            fraction(type, span.toNanosPart() / 1000));
    return equal(ours, text);
  }

  /** Of two numbers whether they are the same one, in whatever text; 0 when they are. */
  private static int order(JsonNode one, JsonNode other) {
    boolean isExact = one.isIntegralNumber() && other.isIntegralNumber();
    if (!isExact && one.isNumber() && other.isNumber()) {
      return Double.compare(one.doubleValue(), other.doubleValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  private static Outcome json(String ours, byte[] theirs) {
    if (ours.matches("(?s).*(base64:|:[0-9]{2}).*")) {
      return Outcome.exempt(Exemption.JSON_TEXT);
    }
    try {
      String text = theirs.length == 0 ? "null" : JsonBinary.parseAsString(theirs);
      return Outcome.of(JSON.readTree(ours).equals(SecondValue::order, JSON.readTree(text)), text);
    } catch (JsonProcessingException e) {
      return Outcome.exempt(Exemption.JSON_TEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
